#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "sweep/run/live_standing.h"

namespace servesweep::sweep {

/// How long the rest of a study takes, if its runs cost what those of late cost.
struct RemainingTime {
  double seconds = 0;
  /// Where the truth lies in 95 of 100 cases, if rates go on to vary as they did; empty while fewer
  /// than three windows are known. `most_s` alone is empty if the rate may as well be 0.
  std::optional<double> least_s, most_s;
};

/// From the runs finished in windows of equal length, the last two minutes: with mean m and
/// standard deviation s of n windows the mean of the k windows to come lies in m ± t s √(1/n +
/// 1/k), t being Student's at 97.5 % with n − 1 degrees of freedom. To that the end of the last run
/// is added: `longest_run_s` at most. `recent_per_s` is used while there are no windows. Empty if
/// no rate is known.
[[nodiscard]] std::optional<RemainingTime> remaining_time(std::size_t left_runs,
                                                          const LiveStanding& standing);

}  // namespace servesweep::sweep
