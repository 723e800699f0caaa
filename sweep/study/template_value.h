#pragma once

#include <set>
#include <string>

#include "engine/policy/policy_spec.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/parameter_space.h"
#include "sweep/study/point.h"

namespace servesweep::sweep {

/// A scalar of a strategy file: a literal, or `$name` for a declared parameter.
class TemplateValue {
 public:
  /// Reads a scalar. Problem if it refers to a parameter that `space` does not declare; names
  /// referred to are added to `used`.
  [[nodiscard]] static TemplateValue read(const io::Document& node, const ParameterSpace& space,
                                          std::set<std::string>& used);

  /// The literal, or the value of the parameter at a point.
  [[nodiscard]] engine::ParameterValue at(const Point& point) const;
  /// Name of the parameter; empty for a literal.
  [[nodiscard]] const std::string& parameter() const { return parameter_; }
  [[nodiscard]] io::Value to_value() const;

 private:
  engine::ParameterValue literal_;
  std::string parameter_;
};

}  // namespace servesweep::sweep
