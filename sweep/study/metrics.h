#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/metrics/summary.h"

namespace servesweep::sweep {

enum class Goal : std::uint8_t { minimize, maximize };

[[nodiscard]] const char* name_of(Goal goal);

/// One number of a run: a column of results. Names are `quantity_statistic_unit`, and
/// `….class` for the part of one SLO class: "ttft_p99_ms.critical".
struct MetricColumn {
  std::string name;
  std::string unit;  ///< "ms", "1/s", "1" for counts and ratios
  std::string description;
  Goal goal = Goal::minimize;  ///< the better direction, all else equal

  friend bool operator==(const MetricColumn&, const MetricColumn&) = default;
};

/// The columns of a study whose workloads have these SLO classes: first those over all requests,
/// then those of each class in the given order.
[[nodiscard]] std::vector<MetricColumn> metric_columns(std::span<const std::string> classes);

/// The values of metric_columns(classes) for one run. NaN where a quantity does not exist: a
/// latency of no request, a class without requests.
[[nodiscard]] std::vector<double> metric_values(const engine::Summary& summary,
                                                std::span<const std::string> classes);

}  // namespace servesweep::sweep
