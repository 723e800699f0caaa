#pragma once

#include <span>
#include <string>
#include <vector>

#include "io/hdf5/run_result.h"
#include "sweep/statistics/goal.h"
#include "sweep/study/metrics.h"
#include "sweep/study/objective.h"

namespace servesweep::sweep {

/// A metric that a ranking shows.
struct RankedMetric {
  io::MetricColumn column;
  std::string label;  ///< short, for the head of a table: "TTFT p99", "p99 critical"
  Goal goal = Goal::minimize;
  std::size_t position = 0;  ///< in the study's metrics
};

/// What every ranking shows, by importance: P99 of TTFT and E2E, output throughput, share served,
/// P99 TTFT of each class, fairness over classes and tenants; then objectives that are not among
/// them, and `by`. An objective's goal prevails over the metric's own direction.
[[nodiscard]] std::vector<RankedMetric> ranked_metrics(const std::vector<Metric>& metrics,
                                                       std::span<const Objective> objectives,
                                                       std::span<const std::string> classes,
                                                       const std::string& by);

}  // namespace servesweep::sweep
