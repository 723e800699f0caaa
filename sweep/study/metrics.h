#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/metrics/summary.h"
#include "io/hdf5/run_result.h"
#include "sweep/statistics/goal.h"

namespace servesweep::sweep {

/// The word for a goal in study files and tables.
[[nodiscard]] const char* name_of(Goal goal);

/// One number of a run. Column names are `quantity_statistic_unit`, and `….class` for the part of
/// one SLO class: "ttft_p99_ms.critical".
struct Metric {
  io::MetricColumn column;     ///< unit "1" for counts and ratios
  Goal goal = Goal::minimize;  ///< the better direction, all else equal
};

/// The metrics of a study whose workloads have these SLO classes: first those over all requests,
/// then those of each class in the given order.
[[nodiscard]] std::vector<Metric> study_metrics(std::span<const std::string> classes);

/// The values of study_metrics(classes) for one run. NaN where a quantity does not exist: a
/// latency of no request, a class without requests. Infinite where a percentile of all requests is
/// one of the unserved.
[[nodiscard]] std::vector<double> metric_values(const engine::Summary& summary,
                                                std::span<const std::string> classes);

}  // namespace servesweep::sweep
