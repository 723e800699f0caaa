#pragma once

#include <string>

#include "sweep/study/study.h"

namespace servesweep::sweep {

/// Where measuring begins, a line for each workload for which that was asked.
[[nodiscard]] std::string warm_up_note(const Study& study);

/// That a search goes where its objectives lead it, and short latencies of few are easy to have: a
/// line if a strategy refuses requests, an objective does not count them as missed, and no
/// constraint keeps the share that is completed. Else "".
[[nodiscard]] std::string shedding_note(const Study& study);

}  // namespace servesweep::sweep
