#include "sweep/ranking/best_set.h"

#include <algorithm>
#include <utility>

#include "sweep/ranking/served_share.h"
#include "sweep/statistics/best_subset.h"

namespace servesweep::sweep {
namespace {

PanelQuestion panel_question(const RankingQuestion& question, std::int64_t workload) {
  PanelQuestion panel{.workload = workload,
                      .baseline = question.baseline,
                      .metrics = {question.metrics[question.by]},
                      .constraints = question.constraints,
                      .bounds = question.bounds,
                      .seeds = question.panel_seeds};
  for (const RankedMetric& metric : question.metrics) {
    const std::string& name = metric.column.name;
    const bool bounds = std::ranges::any_of(
        question.constraints, [&](const MetricConstraint& one) { return one.metric == name; });
    if (bounds || name == kServedShare) panel.metrics.push_back(metric);
  }
  return panel;
}

}  // namespace

bool BestSet::contains(std::int64_t point) const {
  return std::ranges::binary_search(points, point);
}

BestSet best_set(const io::StudyIndex& index, const RankingQuestion& question,
                 std::int64_t workload) {
  SeedPanel panel = seed_panel(index, panel_question(question, workload));
  BestSet best{.seeds = panel.seeds.size(), .absent = std::move(panel.absent)};
  const RankedMetric& by = question.metrics[question.by];
  const bool may_serve_less = counts_the_unserved(by.column.name);
  std::vector<std::int64_t> ids;
  std::vector<std::vector<double>> systems;
  for (PanelPoint& point : panel.points) {
    if (point.serves_less && !may_serve_less) {
      best.serve_less.push_back(point.row->id);
      continue;
    }
    ids.push_back(point.row->id);
    systems.push_back(std::move(point.values.front()));
  }
  best.candidates = ids.size();
  if (ids.size() > BestSet::kMostCandidates) return best;
  const std::vector<bool> kept = best_subset(systems, by.goal, question.confidence);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (kept[i]) best.points.push_back(ids[i]);
  }
  std::ranges::sort(best.points);
  return best;
}

}  // namespace servesweep::sweep
