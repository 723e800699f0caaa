#include "sweep/study/objective.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/study/choice.h"

namespace servesweep::sweep {
namespace {

const Metric& metric_named(const io::Document& node, const std::vector<Metric>& metrics) {
  const std::string name = node.text();
  std::vector<std::string> known;
  for (const Metric& metric : metrics) {
    if (metric.column.name == name) return metric;
    known.push_back(metric.column.name);
  }
  // Who leaves out the unit ("ttft_p99") is told the name with it.
  const auto longer = std::find_if(known.begin(), known.end(), [&](const std::string& candidate) {
    return candidate.starts_with(name);
  });
  throw node.problem(fmt::format("unknown metric '{}'", name), "",
                     longer == known.end() ? engine::suggest_name(name, known)
                                           : fmt::format("did you mean '{}'?", *longer));
}

}  // namespace

std::vector<Objective> read_objectives(const io::Document& node,
                                       const std::vector<Metric>& metrics) {
  std::vector<Objective> objectives;
  for (const io::Document& item : node.items()) {
    item.allow_only({"metric", "goal"});
    const io::Document name = item.at("metric");
    const Metric& metric = metric_named(name, metrics);
    Objective objective{.metric = metric.column.name, .goal = metric.goal};
    if (const auto goal = item.find("goal")) {
      objective.goal =
          choose<Goal>(*goal, {{"minimize", Goal::minimize}, {"maximize", Goal::maximize}});
    }
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
