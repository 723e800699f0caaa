#pragma once

#include <span>
#include <string>
#include <vector>

#include "sweep/explanation/ablation.h"
#include "sweep/study/objective.h"

namespace servesweep::sweep {

/// What a strategy pays: those metrics that `servesweep rank` shows which are worse than the
/// baseline's, with a p-value below 1 − confidence after Holm's adjustment over all that are shown.
/// `changes`: of every metric of the study, in their order.
[[nodiscard]] std::vector<MetricChange> costs_of(const std::vector<MetricChange>& changes,
                                                 std::span<const Objective> objectives,
                                                 std::span<const std::string> classes,
                                                 double confidence);

}  // namespace servesweep::sweep
