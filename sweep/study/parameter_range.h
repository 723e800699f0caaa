#pragma once

#include <cstdint>

namespace servesweep::sweep {

/// What equal steps are: of the value, of its logarithm, or of its log odds ln(x / (1 − x)), for
/// shares that matter near 0 and near 1.
enum class Scale : std::uint8_t { linear, log, logit };

/// An interval that a search may move in, both ends included. On a log scale both are positive, on
/// a logit scale inside (0, 1).
struct ParameterRange {
  double low = 0;
  double high = 0;
  Scale scale = Scale::linear;

  /// The value at a share in [0, 1] of the way from low to high, in steps of the scale.
  [[nodiscard]] double exact_at(double share) const;
  /// The same, rounded to 12 significant digits on a linear and 6 on the other scales, so that it
  /// reads well and no mathematical library can change it. The ends are exact, and nothing is
  /// outside.
  [[nodiscard]] double value_at(double share) const;
  /// The share at which a value of the range is: the inverse of exact_at().
  [[nodiscard]] double share_of(double value) const;
};

}  // namespace servesweep::sweep
