#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/policy/policy_spec.h"
#include "sweep/study/parameter.h"
#include "sweep/study/simplex.h"

namespace servesweep::sweep {

/// `name → text` settings of a point, as a command line gives them, read by what they set. Problems
/// have where = `where`. Refers to its arguments.
class PointSettings {
 public:
  PointSettings(const std::map<std::string, std::string>& settings, const std::string& where)
      : settings_(settings), where_(where) {}

  /// Problem for a name that is not one of these.
  void check_names(const std::vector<std::string>& known) const;
  [[nodiscard]] bool any_of(const std::vector<std::string>& names) const;

  /// Problem for a value outside the range or list. Precondition: it is set.
  [[nodiscard]] engine::ParameterValue value_of(const Parameter& parameter) const;
  /// Problem unless every share is given, is not below 0, and they add up to 1.
  [[nodiscard]] std::vector<double> shares_of(const Simplex& simplex) const;

 private:
  const std::map<std::string, std::string>& settings_;
  const std::string& where_;
};

}  // namespace servesweep::sweep
