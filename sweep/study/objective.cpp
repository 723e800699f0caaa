#include "sweep/study/objective.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/study/choice.h"
#include "sweep/study/metric_name.h"

namespace servesweep::sweep {
namespace {

constexpr double kLeastWeight = 1e-9;
constexpr double kLargestWeight = 1e9;

/// 0 if it has none. Problem if an earlier objective decided otherwise.
double read_weight(const io::Document& item, const std::vector<Objective>& earlier) {
  const auto weight = item.find("weight");
  const bool wanted = !earlier.empty() && earlier.front().weight > 0;
  if (!earlier.empty() && wanted != weight.has_value()) {
    throw item.problem(wanted ? "has no weight" : "has a weight",
                       wanted ? "the first objective has one" : "the first objective has none",
                       "weight all objectives for one best point, or none for a Pareto front");
  }
  return weight ? weight->real(kLeastWeight, kLargestWeight) : 0;
}

}  // namespace

std::vector<Objective> read_objectives(const io::Document& node,
                                       const std::vector<Metric>& metrics) {
  std::vector<Objective> objectives;
  for (const io::Document& item : node.items()) {
    item.allow_only({"metric", "goal", "weight"});
    const io::Document name = item.at("metric");
    const Metric& metric = read_metric(name, metrics);
    Objective objective{.metric = metric.column.name, .goal = metric.goal};
    if (const auto goal = item.find("goal")) {
      objective.goal =
          choose<Goal>(*goal, {{"minimize", Goal::minimize}, {"maximize", Goal::maximize}});
    }
    objective.weight = read_weight(item, objectives);
    const bool is_repeated =
        std::any_of(objectives.begin(), objectives.end(),
                    [&](const Objective& other) { return other.metric == objective.metric; });
    if (is_repeated) {
      throw name.problem(fmt::format("metric '{}' is listed twice", objective.metric), "",
                         "remove one");
    }
    objectives.push_back(std::move(objective));
  }
  if (objectives.empty()) throw node.problem("is empty", "", "list at least one metric");
  return objectives;
}

Goal goal_of(const Metric& metric, std::span<const Objective> objectives) {
  for (const Objective& objective : objectives) {
    if (objective.metric == metric.column.name) return objective.goal;
  }
  return metric.goal;
}

io::Value objectives_to_value(const std::vector<Objective>& objectives) {
  io::Value list = io::Value::list();
  for (const Objective& objective : objectives) {
    io::Value value = io::Value::map();
    value.set("metric", io::Value::text(objective.metric));
    value.set("goal", io::Value::text(name_of(objective.goal)));
    if (objective.weight > 0) value.set("weight", io::Value::number(objective.weight));
    list.add(std::move(value));
  }
  return list;
}

}  // namespace servesweep::sweep
