#include "sweep/cli/chosen_point.h"

#include <fmt/format.h>

#include <map>

#include "engine/base/problem.h"

namespace servesweep::sweep {
namespace {

using engine::Problem;

/// Position of a named thing; the first if no name is given.
template <class Thing, class NameOf>
std::size_t position_named(const std::vector<Thing>& things, const std::string& name,
                           const std::string& option, NameOf name_of_thing) {
  if (name.empty()) return 0;
  std::vector<std::string> names;
  for (const Thing& thing : things) {
    if (name_of_thing(thing) == name) return names.size();
    names.push_back(name_of_thing(thing));
  }
  throw Problem(option, fmt::format("the study has no '{}'", name), "",
                engine::suggest_name(name, names));
}

std::map<std::string, std::string> settings(const CommandLine& line) {
  std::map<std::string, std::string> settings;
  for (const std::string& text : line.texts("set")) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw Problem("--set", fmt::format("'{}' is no setting", text), "it must be NAME=VALUE",
                    "for example --set step_budget=2048");
    }
    if (!settings.try_emplace(text.substr(0, equals), text.substr(equals + 1)).second) {
      throw Problem("--set", fmt::format("sets '{}' twice", text.substr(0, equals)), "",
                    "keep one of them");
    }
  }
  return settings;
}

}  // namespace

std::size_t chosen_strategy(const CommandLine& line, const Study& study) {
  return position_named(study.strategies(), line.text("strategy"), "--strategy",
                        [](const StrategyTemplate& strategy) { return strategy.name(); });
}

std::size_t chosen_workload(const CommandLine& line, const std::vector<WorkloadFile>& workloads) {
  return position_named(workloads, line.text("workload"), "--workload",
                        [](const WorkloadFile& workload) { return workload.name; });
}

Point chosen_point(const CommandLine& line, const Study& study, std::size_t strategy) {
  return study.strategies()[strategy].space().point_of(
      settings(line), fmt::format("--set of {}", study.strategies()[strategy].name()));
}

}  // namespace servesweep::sweep
