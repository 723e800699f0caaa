#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/policy/policy_spec.h"

namespace servesweep::sweep {

/// The named values that make a Point.
using PointValues = std::vector<std::pair<std::string, engine::ParameterValue>>;

/// Every parameter of a strategy fixed: (name, value) in the order of declaration. One
/// that does not exist at this point (see Condition) has its default.
class Point {
 public:
  Point() = default;
  explicit Point(PointValues values);

  [[nodiscard]] const PointValues& values() const { return values_; }
  /// Value of a parameter. Precondition: the point has it.
  [[nodiscard]] const engine::ParameterValue& at(std::string_view name) const;

  /// Canonical JSON with sorted names: `{"age_weight":1e-05,"base_critical":10}`.
  [[nodiscard]] std::string json() const;
  /// For people, in the order of declaration: "base_critical=10 age_weight=1e-05"; empty without
  /// parameters.
  [[nodiscard]] std::string label() const;

  friend bool operator==(const Point&, const Point&) = default;

 private:
  PointValues values_;
};

}  // namespace servesweep::sweep
