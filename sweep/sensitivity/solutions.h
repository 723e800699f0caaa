#pragma once

#include <Eigen/Core>
#include <optional>
#include <string>
#include <vector>

#include "sweep/sensitivity/point_runs.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// Metrics that an analysis looks at: those that are wanted, then those that tell which points are
/// solutions.
struct LookedAt {
  LookedAt(const Study& study, const std::vector<std::string>& wanted);

  std::vector<std::string> names;
  std::vector<std::size_t> positions;  ///< in Study::metrics()
  std::vector<Metric> metrics;

 private:
  void add(const std::string& name, const std::vector<Metric>& all);
};

/// The point that is best in a metric (a position in `looked_at`) among those that keep the study's
/// constraints and serve no smaller share of the requests than the baseline, unless the metric
/// counts the unserved; as `servesweep rank` judges. Nothing if there is none. `responses` and
/// `baseline`: by metric looked at.
[[nodiscard]] std::optional<Eigen::Index> best_solution(const Study& study,
                                                        const LookedAt& looked_at,
                                                        std::size_t metric,
                                                        const std::vector<Responses>& responses,
                                                        const std::vector<Responses>& baseline);

}  // namespace servesweep::sweep
