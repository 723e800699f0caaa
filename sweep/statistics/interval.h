#pragma once

#include <limits>

namespace servesweep::sweep {

/// A confidence interval, ends included. The default says nothing: every number is possible.
struct Interval {
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();

  [[nodiscard]] bool contains(double value) const { return lower <= value && value <= upper; }
  [[nodiscard]] double half_width() const { return (upper - lower) / 2; }

  friend bool operator==(const Interval&, const Interval&) = default;
};

}  // namespace servesweep::sweep
