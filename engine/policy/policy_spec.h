#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace servesweep::engine {

using ParameterValue = std::variant<double, bool, std::string>;

/// A policy by name with the parameters that differ from its defaults: what a strategy file says.
/// Validated when the registry creates the policy.
struct PolicySpec {
  std::string policy;
  std::map<std::string, ParameterValue, std::less<>> parameters;
  std::vector<PolicySpec> scorers;  ///< parts of a composed policy; each has a `weight` parameter

  friend bool operator==(const PolicySpec&, const PolicySpec&) = default;
};

}  // namespace servesweep::engine
