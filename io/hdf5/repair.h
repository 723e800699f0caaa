#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "io/hdf5/verify.h"
#include "io/journal/journal.h"

namespace servesweep::io {

/// What repair() found and did.
struct RepairReport {
  struct Move {
    std::filesystem::path from, to;
  };

  VerifyReport found;       ///< before anything was moved
  std::vector<Move> moves;  ///< into quarantine/, in the order of the findings
  bool marker_rewritten = false;
  bool journal_rewritten = false;
  std::size_t dropped_records = 0;  ///< whole ones of the journal that could not stay
};

/// Which records of a damaged journal stay.
using RecordFilter = std::function<std::vector<std::string>(const JournalContent&)>;

/// Verifies a result folder and moves what is damaged into its quarantine/; nothing is deleted or
/// overwritten. A damaged marker is written anew from the index, a damaged journal from the records
/// that the filter lets stay; running the study does the rest. Holds the folder's lock meanwhile.
/// Problem if it is no result folder, is in use or cannot be written, or if its marker is damaged
/// and no index says what stood there.
[[nodiscard]] RepairReport repair(const std::filesystem::path& folder, const RecordFilter& filter);

}  // namespace servesweep::io
