#include "sweep/study/policy_template.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/study/parameter_value.h"

namespace servesweep::sweep {

PolicyTemplate PolicyTemplate::read(const io::Document& node, const std::string& role,
                                    const ParameterSpace& space, std::set<std::string>& used) {
  PolicyTemplate policy;
  policy.role_ = role;
  if (node.find("choose")) {
    policy.read_choices(node, space, used);
    return policy;
  }
  policy.name_ = TemplateValue::read(node.at(role), space, used);
  for (const auto& [key, value] : node.entries()) {
    if (key == role) continue;
    if (key == "scorers" && role == "policy") {
      for (const io::Document& scorer : value.items()) {
        policy.scorers_.push_back(read(scorer, "scorer", space, used));
      }
    } else {
      policy.parameters_.emplace_back(key, TemplateValue::read(value, space, used));
    }
  }
  return policy;
}

void PolicyTemplate::read_choices(const io::Document& node, const ParameterSpace& space,
                                  std::set<std::string>& used) {
  node.allow_only({"choose", "of"});
  const io::Document choose = node.at("choose"), of = node.at("of");
  chooser_ = TemplateValue::read(choose, space, used).parameter();
  const Axis* const axis = declaring(chooser_, space.axes());
  const auto* parameter = axis == nullptr ? nullptr : std::get_if<Parameter>(axis);
  if (parameter == nullptr || parameter->range) {
    throw choose.problem(fmt::format("'{}' does not choose", choose.text()),
                         "a parameter with listed values does", "write $name of one");
  }
  for (const auto& [key, choice] : of.entries()) read_choice(key, choice, space, used);
  for (const engine::ParameterValue& value : parameter->grid) {
    if (std::ranges::find(choices_, value, [](const auto& one) { return one.first; }) !=
        choices_.end()) {
      continue;
    }
    throw of.problem(fmt::format("has nothing for {}", text_of(value)),
                     fmt::format("{} is {}", chooser_, parameter->allowed()),
                     fmt::format("add '{}: {{{}: …}}'", text_of(value), role_));
  }
}

void PolicyTemplate::read_choice(const std::string& key, const io::Document& node,
                                 const ParameterSpace& space, std::set<std::string>& used) {
  engine::ParameterValue value = parameter_value_of(key);
  const auto& chooser = std::get<Parameter>(*declaring(chooser_, space.axes()));
  if (!chooser.contains(value)) {
    throw node.problem(fmt::format("{} is never {}", chooser_, key), "",
                       "use " + chooser.allowed());
  }
  std::set<std::string> own;
  PolicyTemplate choice = read(node, role_, space, own);
  for (const std::string& name : own) {
    const Condition& condition = condition_of(*declaring(name, space.axes()));
    if (condition.admits(chooser_, value)) continue;
    throw node.problem(fmt::format("${} does not exist here", name),
                       fmt::format("it exists only when {}", condition.text()),
                       "correct its when, or use another parameter");
  }
  used.merge(own);
  choices_.emplace_back(std::move(value), std::move(choice));
}

io::Document PolicyTemplate::chosen(const io::Document& node, const Point& point) {
  const auto choose = node.is_map() ? node.find("choose") : std::nullopt;
  if (!choose) return node;
  const engine::ParameterValue value = point.at(choose->text().substr(1));
  for (const auto& [key, choice] : node.at("of").entries()) {
    if (parameter_value_of(key) == value) return chosen(choice, point);
  }
  return node;
}

engine::PolicySpec PolicyTemplate::at(const Point& point) const {
  for (const auto& [value, choice] : choices_) {
    if (value == point.at(chooser_)) return choice.at(point);
  }
  engine::PolicySpec spec;
  spec.policy = text_of(name_.at(point));
  for (const auto& [name, value] : parameters_) spec.parameters.emplace(name, value.at(point));
  for (const PolicyTemplate& scorer : scorers_) spec.scorers.push_back(scorer.at(point));
  return spec;
}

io::Value PolicyTemplate::to_value() const {
  io::Value value = io::Value::map();
  if (!choices_.empty()) {
    io::Value of = io::Value::map();
    for (const auto& [setting, choice] : choices_) of.set(text_of(setting), choice.to_value());
    value.set("choose", io::Value::text("$" + chooser_));
    return value.set("of", std::move(of));
  }
  value.set(role_, name_.to_value());
  for (const auto& [name, setting] : parameters_) value.set(name, setting.to_value());
  if (!scorers_.empty()) {
    io::Value scorers = io::Value::list();
    for (const PolicyTemplate& scorer : scorers_) scorers.add(scorer.to_value());
    value.set("scorers", std::move(scorers));
  }
  return value;
}

}  // namespace servesweep::sweep
