#pragma once

#include <string>
#include <vector>

#include "sweep/cli/status_view.h"

namespace servesweep::sweep {

/// One thing that a person who watches a study should know.
struct StatusFinding {
  std::string topic;   ///< "idle", "storing", "processors", "failures", "loss", "member", "state"
  std::string what;    ///< a sentence from figures
  std::string advice;  ///< what to do about it; empty if nothing
};

/// Why a study is not faster, why runs failed, what would be lost if it was killed now, and what to
/// do about each. Shares are of the thread time of the last half minute; what is below 3 % is not
/// worth a sentence.
[[nodiscard]] std::vector<StatusFinding> explain_status(const StatusView& view);

}  // namespace servesweep::sweep
