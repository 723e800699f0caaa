#pragma once

#include <filesystem>

namespace servesweep::sweep {

/// How a run can be watched; see docs/watching.md.
struct WatchRules {
  std::filesystem::path live_file{};  ///< empty: live.json of the result folder
  int first_log = 0;  ///< RRRR of rank 0 in logs/rank-RRRR.log, where several jobs share a folder
  /// Of the files logs/rank-RRRR.log: also what happens many times a second.
  bool detailed_logs = false;
  /// The program's own logger also writes to this rank's log, and rank 0's log to the program's
  /// logger. For programs that are one rank.
  bool joins_program_log = false;
  bool speaks_details = false;  ///< to that logger also what is no warning
};

}  // namespace servesweep::sweep
