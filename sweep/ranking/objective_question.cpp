#include "sweep/ranking/objective_question.h"

#include <algorithm>

#include "engine/base/contract.h"
#include "sweep/ranking/served_share.h"

namespace servesweep::sweep {

RankingQuestion objective_question(const Study& study) {
  const std::string& by = study.objectives().front().metric;
  RankingQuestion question;
  question.baseline = study.strategies().front().name();
  question.workloads = static_cast<std::int64_t>(study.workloads().size());
  question.metrics = ranked_metrics(study.metrics(), study.objectives(), study.classes(), by);
  std::erase_if(question.metrics, [&](const RankedMetric& metric) {
    return metric.column.name != by && metric.column.name != kServedShare;
  });
  while (question.metrics[question.by].column.name != by) ++question.by;
  add_constraints(study, question);
  add_class_shares(study, question);
  return question;
}

void add_class_shares(const Study& study, RankingQuestion& question) {
  const std::vector<Metric> metrics = study.metrics();
  for (const RankedMetric& metric : question.metrics) {
    for (const std::string& share : served_shares(metric.column.name)) {
      const auto named = [&](const RankedMetric& one) { return one.column.name == share; };
      if (std::ranges::any_of(question.metrics, named)) continue;
      if (std::ranges::any_of(question.shares, named)) continue;
      const auto found = std::ranges::find_if(
          metrics, [&](const Metric& one) { return one.column.name == share; });
      if (found == metrics.end()) continue;
      question.shares.push_back({.column = found->column,
                                 .label = share,
                                 .goal = found->goal,
                                 .position = static_cast<std::size_t>(found - metrics.begin())});
    }
  }
}

void add_constraints(const Study& study, RankingQuestion& question) {
  question.constraints = study.constraints();
  if (study.seeds_by_need()) {
    question.enough_pairs = study.seeds().size();
    question.panel_seeds = study.seeds();
  }
  const std::vector<Metric> metrics = study.metrics();
  for (const MetricConstraint& constraint : question.constraints) {
    const auto named = [&](const RankedMetric& one) {
      return one.column.name == constraint.metric;
    };
    if (std::ranges::any_of(question.metrics, named)) continue;
    const auto found = std::ranges::find_if(
        metrics, [&](const Metric& one) { return one.column.name == constraint.metric; });
    question.metrics.push_back({.column = found->column,
                                .label = found->column.name,
                                .goal = found->goal,
                                .position = static_cast<std::size_t>(found - metrics.begin())});
  }
}

std::size_t metric_position(std::span<const Metric> metrics, const std::string& name) {
  const auto found = std::ranges::find_if(
      metrics, [&](const Metric& metric) { return metric.column.name == name; });
  SERVESWEEP_EXPECT(found != metrics.end());
  return static_cast<std::size_t>(found - metrics.begin());
}

}  // namespace servesweep::sweep
