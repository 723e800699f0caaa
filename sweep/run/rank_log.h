#pragma once

#include <spdlog/common.h>

#include <filesystem>
#include <memory>
#include <string>

#include "sweep/run/watch_rules.h"

namespace spdlog {
class logger;
}

namespace servesweep::sweep {

/// The log of one rank: logs/rank-RRRR.log in the result folder, appended to. Lines of rank 0 also
/// go to the program's log, if it is joined. A log that cannot be written is a warning, once; the
/// study goes on without.
class RankLog {
 public:
  RankLog(const std::filesystem::path& folder, int rank, const WatchRules& rules);
  ~RankLog();
  RankLog(const RankLog&) = delete;
  RankLog& operator=(const RankLog&) = delete;

  /// One line, whatever the text holds.
  void line(spdlog::level::level_enum level, const std::string& text);
  /// The same, for the file alone: what others say on the terminal.
  void quiet_line(spdlog::level::level_enum level, const std::string& text);

  [[nodiscard]] static std::filesystem::path file_of(const std::filesystem::path& folder, int rank);

 private:
  std::shared_ptr<spdlog::logger> file_;  ///< none if it cannot be written
  spdlog::sink_ptr joined_;               ///< the file, in the program's log
  bool speaks_ = false;                   ///< also to the program's log …
  bool speaks_details_ = false;           ///< … below warnings
};

}  // namespace servesweep::sweep
