#include "sweep/study/objective.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/study/choice.h"

namespace servesweep::sweep {
namespace {

const MetricColumn& column_named(const io::Document& node,
                                 const std::vector<MetricColumn>& columns) {
  const std::string name = node.text();
  std::vector<std::string> known;
  for (const MetricColumn& column : columns) {
    if (column.name == name) return column;
    known.push_back(column.name);
  }
  throw node.problem(fmt::format("unknown metric '{}'", name), "",
                     engine::suggest_name(name, known));
}

}  // namespace

std::vector<Objective> read_objectives(const io::Document& node,
                                       const std::vector<MetricColumn>& columns) {
  std::vector<Objective> objectives;
  for (const io::Document& item : node.items()) {
    item.allow_only({"metric", "goal"});
    const io::Document metric = item.at("metric");
    const MetricColumn& column = column_named(metric, columns);
    Objective objective{.metric = column.name, .goal = column.goal};
    if (const auto goal = item.find("goal")) {
      objective.goal =
          choose<Goal>(*goal, {{"minimize", Goal::minimize}, {"maximize", Goal::maximize}});
    }
    const bool is_repeated =
        std::any_of(objectives.begin(), objectives.end(),
                    [&](const Objective& other) { return other.metric == objective.metric; });
    if (is_repeated) {
      throw metric.problem(fmt::format("metric '{}' is listed twice", objective.metric), "",
                           "remove one");
    }
    objectives.push_back(std::move(objective));
  }
  if (objectives.empty()) throw node.problem("is empty", "", "list at least one metric");
  return objectives;
}

io::Value objectives_to_value(const std::vector<Objective>& objectives) {
  io::Value list = io::Value::list();
  for (const Objective& objective : objectives) {
    list.add(io::Value::map()
                 .set("metric", io::Value::text(objective.metric))
                 .set("goal", io::Value::text(name_of(objective.goal))));
  }
  return list;
}

}  // namespace servesweep::sweep
