#include "sweep/study/template_value.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/study/parameter_value.h"

namespace servesweep::sweep {

TemplateValue TemplateValue::read(const io::Document& node, const ParameterSpace& space,
                                  std::set<std::string>& used) {
  TemplateValue value;
  const std::string text = node.text();
  if (text.empty() || text[0] != '$') {
    value.literal_ = parameter_value_of(text);
    return value;
  }
  value.parameter_ = text.substr(1);
  const std::vector<std::string> names = space.names();
  if (std::find(names.begin(), names.end(), value.parameter_) == names.end()) {
    throw node.problem(fmt::format("{} is not declared", text), "",
                       names.empty() ? "declare it under parameters"
                                     : engine::suggest_name(value.parameter_, names));
  }
  used.insert(value.parameter_);
  return value;
}

engine::ParameterValue TemplateValue::at(const Point& point) const {
  return parameter_.empty() ? literal_ : point.at(parameter_);
}

io::Value TemplateValue::to_value() const {
  return parameter_.empty() ? sweep::to_value(literal_) : io::Value::text("$" + parameter_);
}

}  // namespace servesweep::sweep
