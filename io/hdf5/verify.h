#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace servesweep::io {

/// Something that is wrong with a result folder.
struct Finding {
  std::string where;  ///< file, and place within it
  std::string text;
};

/// The recount of a result folder.
struct VerifyReport {
  std::int64_t shards = 0;  ///< readable ones
  std::int64_t runs = 0;
  std::int64_t failed_runs = 0;
  std::int64_t requests = 0;
  std::int64_t planned_runs = 0;  ///< according to the index
  bool indexed = false;           ///< there is an index, and it knows all shards
  /// Somebody had not ended when he wrote to a journal last: what he has not got to yet, an index
  /// of all shards for one, is not damage.
  bool unfinished = false;
  std::int64_t damaged_shards = 0;
  std::int64_t missing_runs =
      0;  ///< planned, but in no shard: not a finding, a study may be unfinished
  std::vector<Finding> findings;
  /// Files among them that are not what was written, or do not belong there: what repair() moves
  /// away. Not those that could not be read, or are of a newer format.
  std::vector<std::filesystem::path> damaged;

  [[nodiscard]] bool sound() const { return findings.empty(); }
};

/// Reads every byte of every shard of a result folder and checks: it can be read and fits its
/// checksums and the content hash that the journal tells; it is of this study and named as it says;
/// a run that is done more than once is the same each time; request rows are plausible; the index
/// agrees with the shards (counts, content hashes, status, metrics bit for bit), of which it may
/// lack those of an attempt that has not ended; journals, marker and resolved study are whole.
/// Damage becomes findings, never an exception. `at_work`: somebody writes there, so the end of a
/// journal may be half a record.
[[nodiscard]] VerifyReport verify(const std::filesystem::path& folder, bool at_work = false);

}  // namespace servesweep::io
