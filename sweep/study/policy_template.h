#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/policy/policy_spec.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/template_value.h"

namespace servesweep::sweep {

/// A policy of a strategy with literals and references: `{policy: name, parameter: value, …}`; a
/// composed policy has `scorers: [{scorer: name, weight: w, …}, …]`. Names are checked by the
/// engine when a scenario is validated.
class PolicyTemplate {
 public:
  /// `role` is the key that holds the name: "policy", or "scorer" inside a composed policy.
  [[nodiscard]] static PolicyTemplate read(const io::Document& node, const std::string& role,
                                           const ParameterSpace& space,
                                           std::set<std::string>& used);

  [[nodiscard]] engine::PolicySpec at(const Point& point) const;
  /// In the form that read() reads.
  [[nodiscard]] io::Value to_value() const;

 private:
  std::string role_;
  TemplateValue name_;
  std::vector<std::pair<std::string, TemplateValue>> parameters_;
  std::vector<PolicyTemplate> scorers_;
};

}  // namespace servesweep::sweep
