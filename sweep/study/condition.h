#pragma once

#include <string>
#include <vector>

#include "engine/policy/policy_spec.h"
#include "io/yaml/value.h"
#include "sweep/study/point.h"

namespace servesweep::sweep {

/// Where a parameter exists: other parameters have certain values, each one of its list. Empty: it
/// exists everywhere.
///
/// Whoever names a parameter that is conditional itself means that this one exists, too: its
/// condition becomes a part (require()), so that holds() needs the values alone.
class Condition {
 public:
  struct Clause {
    std::string name;
    std::vector<engine::ParameterValue> values;  ///< one or more
  };

  Condition() = default;
  /// Precondition: no name twice.
  explicit Condition(std::vector<Clause> clauses);

  /// Demands what `other` demands as well.
  void require(const Condition& other);

  [[nodiscard]] bool empty() const { return all_.empty(); }
  /// Whether it can hold where a parameter has a value, as far as that one goes.
  [[nodiscard]] bool admits(const std::string& name, const engine::ParameterValue& value) const;
  /// The name of a parameter of which it wants two things at once; "" if there is none.
  [[nodiscard]] std::string contradiction() const;
  /// Everything that it demands, with what require() added.
  [[nodiscard]] const std::vector<Clause>& clauses() const { return all_; }
  /// Whether it demands anything of that parameter.
  [[nodiscard]] bool names(const std::string& name) const;
  /// Precondition: the values have the names.
  [[nodiscard]] bool holds(const PointValues& values) const { return unmet(values) == nullptr; }
  /// The first demand that is not met; null if it holds.
  [[nodiscard]] const Clause* unmet(const PointValues& values) const;

  /// As declared, in words: "order is sjf or edf, and share is true".
  [[nodiscard]] std::string text() const;
  /// As declared, in the form that read_condition() reads.
  [[nodiscard]] io::Value to_value() const;

 private:
  std::vector<Clause> declared_, all_;
};

}  // namespace servesweep::sweep
