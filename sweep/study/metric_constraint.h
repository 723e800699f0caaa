#pragma once

#include <string>
#include <vector>

#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/metrics.h"

namespace servesweep::sweep {

/// What a point must fulfil to be a solution, however good its objectives: a bound on the mean of a
/// metric over the seeds, on every workload.
///
/// YAML: {metric: completed_fraction.sheddable, at_least: 1}, {metric: ttft_p99_ms.critical,
/// at_most: 200}, or {metric: requests_per_s, at_least: 0.95, of: baseline}: times the baseline's
/// mean on the same workload.
struct MetricConstraint {
  std::string metric;  ///< name of a metric's column
  bool at_least = true;
  double bound = 0;
  bool of_baseline = false;

  /// By how much a mean misses the bound, as a share of the bound (of 1 if that is 0): at most 0
  /// if it holds. `baseline`: the baseline's mean; not looked at unless of_baseline.
  [[nodiscard]] double excess(double mean, double baseline) const;
  /// "ttft_p99_ms.critical at most 200".
  [[nodiscard]] std::string text() const;

  friend bool operator==(const MetricConstraint&, const MetricConstraint&) = default;
};

/// Problem (file:line: field) for an unknown metric, and unless there is exactly one bound.
[[nodiscard]] std::vector<MetricConstraint> read_metric_constraints(
    const io::Document& list, const std::vector<Metric>& metrics);

/// In the form that read_metric_constraints() reads.
[[nodiscard]] io::Value metric_constraints_to_value(const std::vector<MetricConstraint>& list);

}  // namespace servesweep::sweep
