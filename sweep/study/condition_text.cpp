#include "sweep/study/condition_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sweep/study/parameter_value.h"

namespace servesweep::sweep {
namespace {

bool has_name(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

engine::Problem unknown(const io::Document& node, const std::string& name,
                        const std::vector<Axis>& before, const std::vector<std::string>& own,
                        const std::vector<std::string>& later) {
  if (has_name(own, name)) {
    return node.problem("depends on itself", "", "name a parameter that is declared before it");
  }
  if (has_name(later, name)) {
    return node.problem(fmt::format("'{}' is declared later", name),
                        "a parameter depends on those before it",
                        fmt::format("move {} in front of it", name));
  }
  std::vector<std::string> names;
  for (const Axis& axis : before) {
    for (std::string& one : names_of(axis)) names.push_back(std::move(one));
  }
  return node.problem(
      fmt::format("no parameter '{}'", name), "",
      names.empty() ? "declare it in front of this one" : engine::suggest_name(name, names));
}

const Parameter& discrete(const io::Document& node, const std::string& name, const Axis& axis) {
  const auto* parameter = std::get_if<Parameter>(&axis);
  if (parameter == nullptr) {
    throw node.problem(fmt::format("'{}' is a share", name), "shares hardly ever meet a value",
                       "name a parameter with listed values");
  }
  if (parameter->range && parameter->type == ParameterType::real) {
    throw node.problem(fmt::format("'{}' is a range of reals", name),
                       "which hardly ever meet a value",
                       "name a parameter with listed values or whole numbers");
  }
  return *parameter;
}

Condition::Clause read_clause(const io::Document& node, const Parameter& parameter) {
  Condition::Clause clause{.name = parameter.name, .values = {}};
  const auto add = [&](const io::Document& item) {
    engine::ParameterValue value = parameter_value_of(item.text());
    if (!parameter.contains(value)) {
      throw item.problem(fmt::format("{} is never {}", parameter.name, text_of(value)), "",
                         "use " + parameter.allowed());
    }
    if (std::ranges::find(clause.values, value) != clause.values.end()) {
      throw item.problem(fmt::format("value {} is listed twice", text_of(value)), "", "remove one");
    }
    clause.values.push_back(std::move(value));
  };
  if (!node.is_list()) {
    add(node);
    return clause;
  }
  for (const io::Document& item : node.items()) add(item);
  if (clause.values.empty()) throw node.problem("is empty", "", "list at least one value");
  return clause;
}

}  // namespace

Condition read_condition(const io::Document& when, const std::vector<Axis>& before,
                         const std::vector<std::string>& own,
                         const std::vector<std::string>& later) {
  std::vector<Condition::Clause> clauses;
  std::vector<const Parameter*> named;
  for (const auto& [name, node] : when.entries()) {
    const Axis* const axis = declaring(name, before);
    if (axis == nullptr) throw unknown(node, name, before, own, later);
    named.push_back(&discrete(node, name, *axis));
    clauses.push_back(read_clause(node, *named.back()));
  }
  if (clauses.empty()) throw when.problem("is empty", "", "name a parameter and its values");
  Condition condition(std::move(clauses));
  for (const Parameter* const one : named) {
    condition.require(one->when);
    const std::string name = condition.contradiction();
    if (name.empty()) continue;
    throw when.problem("never holds",
                       fmt::format("{} exists only when {}", one->name, one->when.text()),
                       fmt::format("give {} other values", name));
  }
  return condition;
}

}  // namespace servesweep::sweep
