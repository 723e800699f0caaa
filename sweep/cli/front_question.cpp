#include "sweep/cli/front_question.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "engine/base/problem.h"
#include "sweep/cli/strategy_label.h"
#include "sweep/ranking/served_share.h"
#include "sweep/study/metric_name.h"

namespace servesweep::sweep {

RankedMetric front_metric(const Study& study, const std::string& name, const std::string& option) {
  const std::vector<Metric> metrics = study.metrics();
  std::vector<std::string> names;
  for (const Metric& metric : metrics) {
    if (metric.column.name == name) {
      return {.column = metric.column,
              .label = name,
              .goal = goal_of(metric, study.objectives()),
              .position = names.size()};
    }
    names.push_back(metric.column.name);
  }
  throw engine::Problem(option, fmt::format("unknown metric '{}'", name), "",
                        suggest_metric(name, names));
}

FrontQuestion front_question(const Study& study, std::vector<RankedMetric> objectives) {
  FrontQuestion question;
  question.panel.baseline = study.strategies().front().name();
  question.panel.objectives = objectives.size();
  question.panel.metrics = std::move(objectives);
  question.panel.constraints = study.constraints();
  std::set<std::string> needed = {kServedShare};
  for (const MetricConstraint& constraint : study.constraints()) needed.insert(constraint.metric);
  for (const std::string& name : needed) {
    const auto is_there = [&](const RankedMetric& one) { return one.column.name == name; };
    if (std::ranges::any_of(question.panel.metrics, is_there)) continue;
    question.panel.metrics.push_back(front_metric(study, name, "the study"));
  }
  question.panel.bounds = bounds_of(study);
  if (study.seeds_by_need()) question.panel.seeds = study.seeds();
  return question;
}

}  // namespace servesweep::sweep
