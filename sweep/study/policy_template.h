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
/// engine when a scenario is validated. In place of a policy or scorer,
///
///   {choose: $order, of: {arrival: {policy: fcfs}, slack: {policy: least-slack, margin_us: $m}}}
///
/// has one for every value of a parameter, which has a list of them.
class PolicyTemplate {
 public:
  /// `role` is the key that holds the name: "policy", or "scorer" inside a composed policy. Problem
  /// (file:line: field) for references to what is not declared, and for choices that leave out a
  /// value, have one too many, or refer to what does not exist with their value.
  [[nodiscard]] static PolicyTemplate read(const io::Document& node, const std::string& role,
                                           const ParameterSpace& space,
                                           std::set<std::string>& used);

  /// What of the document counts at a point: the chosen one of a `choose`, the node itself else.
  [[nodiscard]] static io::Document chosen(const io::Document& node, const Point& point);

  [[nodiscard]] engine::PolicySpec at(const Point& point) const;
  /// In the form that read() reads.
  [[nodiscard]] io::Value to_value() const;

 private:
  void read_choices(const io::Document& node, const ParameterSpace& space,
                    std::set<std::string>& used);
  void read_choice(const std::string& key, const io::Document& node, const ParameterSpace& space,
                   std::set<std::string>& used);

  std::string role_;
  TemplateValue name_;
  std::vector<std::pair<std::string, TemplateValue>> parameters_;
  std::vector<PolicyTemplate> scorers_;
  std::string chooser_;  ///< a parameter; with a choice for each of its values, and nothing above
  std::vector<std::pair<engine::ParameterValue, PolicyTemplate>> choices_;
};

}  // namespace servesweep::sweep
