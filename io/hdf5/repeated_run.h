#pragma once

#include <cstddef>
#include <filesystem>
#include <map>

#include "io/hdf5/shard_reader.h"

namespace servesweep::io {

/// Where a run stands.
struct RunPlace {
  std::filesystem::path shard;
  std::size_t run = 0;
};

/// Compares the request tables of runs that occur in two shards, which must be equal. Keeps the
/// last two shards open, as one member's copies mostly stand together.
class RepeatedRuns {
 public:
  /// Problem if a shard cannot be read.
  [[nodiscard]] bool same_requests(const RunPlace& first, const RunPlace& again);

 private:
  [[nodiscard]] const ShardReader& open(const std::filesystem::path& shard,
                                        const std::filesystem::path& other);

  std::map<std::filesystem::path, ShardReader> open_;
};

/// Whether two outcomes of a run are the same but for wall_s, NaN included; rows are not looked at.
[[nodiscard]] bool same_outcome(const RunResult& first, const RunResult& again);

}  // namespace servesweep::io
