#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "engine/policy/policy_spec.h"

namespace servesweep::engine {

/// One typed parameter of a policy: its legal values and what it does. Numbers are doubles; an
/// integer parameter refuses fractions.
struct ParameterInfo {
  enum class Kind { real, integer, boolean };

  std::string name;
  Kind kind = Kind::real;
  ParameterValue fallback;  ///< value where the strategy says nothing
  double lowest = std::numeric_limits<double>::lowest();
  double highest = std::numeric_limits<double>::max();
  std::string unit;
  std::string meaning;
};

/// A policy's entry in the registry and its row in the docs.
struct PolicyInfo {
  std::string name;
  std::string what;     ///< one line
  std::string formula;  ///< the decision, as a formula
  std::string source;   ///< paper or system
  std::vector<ParameterInfo> parameters;
  bool composed = false;     ///< accepts scorers
  bool clairvoyant = false;  ///< reads what no real system knows: a bound, no policy to build
};

/// A policy's parameters after validation: every declared one has a legal value.
class Parameters {
 public:
  /// Checks `spec` against `info` and fills in defaults. Throws Problem with where =
  /// `field`.`parameter` on unknown names, wrong types and values out of range.
  Parameters(const PolicySpec& spec, const PolicyInfo& info, std::string field);

  /// Values by name. Precondition: declared, of that kind.
  [[nodiscard]] double real(std::string_view name) const;
  [[nodiscard]] std::int64_t integer(std::string_view name) const;
  [[nodiscard]] bool boolean(std::string_view name) const;

  [[nodiscard]] const std::vector<PolicySpec>& scorers() const { return scorers_; }
  [[nodiscard]] const std::string& field() const { return field_; }

 private:
  std::map<std::string, ParameterValue, std::less<>> values_;
  std::vector<PolicySpec> scorers_;
  std::string field_;
};

/// Shorthands for declaring parameters.
[[nodiscard]] ParameterInfo real_parameter(std::string name, double fallback, double lowest,
                                           double highest, std::string unit, std::string meaning);
[[nodiscard]] ParameterInfo integer_parameter(std::string name, double fallback, double lowest,
                                              double highest, std::string unit,
                                              std::string meaning);
[[nodiscard]] ParameterInfo boolean_parameter(std::string name, bool fallback, std::string meaning);

}  // namespace servesweep::engine
