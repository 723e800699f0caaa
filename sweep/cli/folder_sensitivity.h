#pragma once

#include <cstddef>
#include <vector>

#include "sweep/cli/results.h"
#include "sweep/sensitivity/sensitivity_question.h"

namespace servesweep::sweep {

/// Indices of the strategies of a study that have free parameters, without the baseline.
[[nodiscard]] std::vector<std::size_t> strategies_with_factors(const Study& study);

/// surrogate_sensitivity() of the points that a folder holds, one report per metric; loads what it
/// needs. Problem as that, and if the baseline is incomplete.
[[nodiscard]] std::vector<SensitivityReport> folder_sensitivity(
    Results& results, const SensitivityQuestion& question);

}  // namespace servesweep::sweep
