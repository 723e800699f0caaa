#include "sweep/explanation/costs.h"

#include "sweep/ranking/ranked_metric.h"
#include "sweep/statistics/holm.h"

namespace servesweep::sweep {

std::vector<MetricChange> costs_of(const std::vector<MetricChange>& changes,
                                   std::span<const Objective> objectives,
                                   std::span<const std::string> classes, double confidence) {
  const std::vector<RankedMetric> shown = ranked_metrics(
      study_metrics(classes), objectives, classes, changes.front().metric.column.name);
  std::vector<double> p_values;
  for (const RankedMetric& metric : shown) {
    p_values.push_back(changes[metric.position].change.p_value);
  }
  const std::vector<double> adjusted = holm(p_values);
  std::vector<MetricChange> costs;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const MetricChange& change = changes[shown[i].position];
    const bool rises = change.change.mean_difference > 0;
    if (adjusted[i] >= 1 - confidence || change.change.mean_difference == 0) continue;
    if (rises == (shown[i].goal == Goal::minimize)) costs.push_back(change);
  }
  return costs;
}

}  // namespace servesweep::sweep
