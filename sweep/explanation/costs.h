#pragma once

#include <span>
#include <string>
#include <vector>

#include "sweep/explanation/ablation.h"
#include "sweep/study/objective.h"

namespace servesweep::sweep {

/// What a strategy pays: which metrics are worse than the baseline's, of those that `servesweep
/// rank` shows, mean E2E latency, and mean and P99 of the time per output token; with a p-value
/// below 1 − confidence after Holm's adjustment over all of these. `changes`: of every metric of
/// the study, in their order.
[[nodiscard]] std::vector<MetricChange> costs_of(const std::vector<MetricChange>& changes,
                                                 std::span<const Objective> objectives,
                                                 std::span<const std::string> classes,
                                                 double confidence);

}  // namespace servesweep::sweep
