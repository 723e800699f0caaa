#include "sweep/study/policy_template.h"

#include "sweep/study/parameter_value.h"

namespace servesweep::sweep {

PolicyTemplate PolicyTemplate::read(const io::Document& node, const std::string& role,
                                    const ParameterSpace& space, std::set<std::string>& used) {
  PolicyTemplate policy;
  policy.role_ = role;
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

engine::PolicySpec PolicyTemplate::at(const Point& point) const {
  engine::PolicySpec spec;
  spec.policy = text_of(name_.at(point));
  for (const auto& [name, value] : parameters_) spec.parameters.emplace(name, value.at(point));
  for (const PolicyTemplate& scorer : scorers_) spec.scorers.push_back(scorer.at(point));
  return spec;
}

io::Value PolicyTemplate::to_value() const {
  io::Value value = io::Value::map();
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
