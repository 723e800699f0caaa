#include "sweep/cli/folder_sensitivity.h"

#include "sweep/sensitivity/stored_points.h"
#include "sweep/sensitivity/surrogate_sensitivity.h"

namespace servesweep::sweep {

std::vector<std::size_t> strategies_with_factors(const Study& study) {
  std::vector<std::size_t> strategies;
  for (std::size_t i = 1; i < study.strategies().size(); ++i) {
    if (!factors_of(study.strategies()[i].space()).empty()) strategies.push_back(i);
  }
  return strategies;
}

std::vector<SensitivityReport> folder_sensitivity(Results& results,
                                                  const SensitivityQuestion& question) {
  const LookedAt looked_at(results.study, question.metrics);
  for (const std::size_t metric : looked_at.positions) results.load(metric);
  const PointQuestion points{.strategy = question.strategy,
                             .workload = question.workload,
                             .metrics = looked_at.positions,
                             .seeds = question.seeds};
  return surrogate_sensitivity(results.study, question, looked_at,
                               stored_points(results.study, results.plan, results.index, points));
}

}  // namespace servesweep::sweep
