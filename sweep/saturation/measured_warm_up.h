#pragma once

#include <string>
#include <vector>

#include "sweep/study/study.h"

namespace servesweep::sweep {

/// Of each workload whose warm-up is to be cut by MSER-5, at its load: where it ends under the
/// baseline, measured with the study's seeds and a remark on standard error. What an earlier study
/// (may be null) has measured of exactly the same is believed. Precondition: the workloads have
/// their rates. `threads`: 0 = all.
[[nodiscard]] std::vector<MeasuredWarmUp> measured_warm_ups(const Study& study, const Study* before,
                                                            int threads);

/// "steady@0.5: measured from 1.21 s on; 8.3 % of the requests arrive before".
[[nodiscard]] std::string text_of(const MeasuredWarmUp& measured);

}  // namespace servesweep::sweep
