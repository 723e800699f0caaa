#include "sweep/explanation/costs.h"

#include <algorithm>

#include "sweep/ranking/ranked_metric.h"
#include "sweep/statistics/holm.h"

namespace servesweep::sweep {
namespace {

/// What rank does not show, and larger batches often cost.
void add_speed_of_tokens(const std::vector<MetricChange>& changes,
                         std::span<const Objective> objectives, std::vector<RankedMetric>& shown) {
  for (const char* name : {"e2e_mean_ms", "tpot_mean_ms", "tpot_p99_ms"}) {
    const auto is_it = [name](const auto& metric) { return metric.column.name == name; };
    if (std::ranges::any_of(shown, is_it)) continue;
    for (std::size_t i = 0; i < changes.size(); ++i) {
      const Metric& metric = changes[i].metric;
      if (!is_it(metric)) continue;
      shown.push_back({.column = metric.column,
                       .label = metric.column.name,
                       .goal = goal_of(metric, objectives),
                       .position = i});
    }
  }
}

}  // namespace

std::vector<MetricChange> costs_of(const std::vector<MetricChange>& changes,
                                   std::span<const Objective> objectives,
                                   std::span<const std::string> classes, double confidence) {
  std::vector<RankedMetric> shown = ranked_metrics(study_metrics(classes), objectives, classes,
                                                   objectives.empty() ? "" : objectives[0].metric);
  add_speed_of_tokens(changes, objectives, shown);
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
