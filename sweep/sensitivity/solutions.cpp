#include "sweep/sensitivity/solutions.h"

#include <algorithm>
#include <cmath>

#include "engine/base/contract.h"
#include "sweep/ranking/served_share.h"

namespace servesweep::sweep {
namespace {

std::size_t place_of(const LookedAt& looked_at, const std::string& name) {
  const auto found = std::ranges::find(looked_at.names, name);
  SERVESWEEP_EXPECT(found != looked_at.names.end());
  return static_cast<std::size_t>(found - looked_at.names.begin());
}

}  // namespace

LookedAt::LookedAt(const Study& study, const std::vector<std::string>& wanted) {
  const std::vector<Metric> all = study.metrics();
  for (const std::string& name : wanted) add(name, all);
  for (const MetricConstraint& one : study.constraints()) add(one.metric, all);
  for (const std::string& name : wanted) {
    for (const std::string& share : served_shares(name)) add(share, all);
  }
}

void LookedAt::add(const std::string& name, const std::vector<Metric>& all) {
  if (std::ranges::find(names, name) != names.end()) return;
  const auto found =
      std::ranges::find_if(all, [&](const Metric& metric) { return metric.column.name == name; });
  SERVESWEEP_EXPECT(found != all.end());
  names.push_back(name);
  metrics.push_back(*found);
  positions.push_back(static_cast<std::size_t>(found - all.begin()));
}

std::optional<Eigen::Index> best_solution(const Study& study, const LookedAt& looked_at,
                                          std::size_t metric,
                                          const std::vector<Responses>& responses,
                                          const std::vector<Responses>& baseline) {
  const std::string& name = looked_at.names[metric];
  const auto is_solution = [&](Eigen::Index point) {
    const auto mean = [&](std::size_t place) { return responses[place].row(point).mean(); };
    for (const MetricConstraint& one : study.constraints()) {
      const std::size_t place = place_of(looked_at, one.metric);
      if (!(one.excess(mean(place), baseline[place].mean()) <= 0)) return false;
    }
    return std::ranges::all_of(served_shares(name), [&](const std::string& share) {
      const std::size_t place = place_of(looked_at, share);
      return mean(place) >= baseline[place].mean() - 1e-12;
    });
  };
  const bool least = goal_of(looked_at.metrics[metric], study.objectives()) == Goal::minimize;
  std::optional<Eigen::Index> best;
  double best_value = 0;
  for (Eigen::Index point = 0; point < responses[metric].rows(); ++point) {
    const double value = (least ? 1 : -1) * responses[metric].row(point).mean();
    if (std::isnan(value) || (best && value >= best_value) || !is_solution(point)) continue;
    best = point;
    best_value = value;
  }
  return best;
}

}  // namespace servesweep::sweep
