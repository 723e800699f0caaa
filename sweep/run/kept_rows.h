#pragma once

#include <cstddef>
#include <vector>

#include "sweep/study/plan.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// Request rows that a study keeps unless it says how many it wants: 1.1 GB on disk.
inline constexpr double kMostRowsByDefault = 1e8;

/// Requests of a run of each workload: those of the first seed, which it generates.
[[nodiscard]] std::vector<std::size_t> requests_per_run(const Study& study);

/// Problem if the study does not say `keep_requests` and all its runs together, those that a search
/// or seeds by need may add included, have more than `most_rows` request rows: filling a disk by
/// default is as bad as dropping rows in silence.
void check_kept_rows(const Study& study, const Plan& plan,
                     const std::vector<std::size_t>& requests_per_run,
                     double most_rows = kMostRowsByDefault);

}  // namespace servesweep::sweep
