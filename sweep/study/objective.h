#pragma once

#include <span>
#include <string>
#include <vector>

#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/metrics.h"

namespace servesweep::sweep {

/// A metric that a study wants better.
struct Objective {
  std::string metric;  ///< name of a metric's column
  Goal goal = Goal::minimize;
  /// Of a search that shall find one best point, not a Pareto front: share of this objective in the
  /// weighted sum. 0: the study weights none.
  double weight = 0;

  friend bool operator==(const Objective&, const Objective&) = default;
};

/// Reads `[{metric: ttft_p99_ms}, {metric: output_tokens_per_s, goal: maximize}]`; without a goal
/// the metric's better direction. `weight: 2` stands in every objective or in none. Problem if
/// empty, if a metric is not among `metrics` or named twice.
[[nodiscard]] std::vector<Objective> read_objectives(const io::Document& node,
                                                     const std::vector<Metric>& metrics);

/// The direction of an objective in this metric, else the metric's own better direction.
[[nodiscard]] Goal goal_of(const Metric& metric, std::span<const Objective> objectives);

/// In the form that read_objectives() reads.
[[nodiscard]] io::Value objectives_to_value(const std::vector<Objective>& objectives);

}  // namespace servesweep::sweep
