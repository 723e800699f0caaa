#pragma once

#include <cstddef>
#include <span>

#include "sweep/statistics/interval.h"

namespace servesweep::sweep {

/// A mean over independent repetitions (seeds) and how far it can be trusted.
struct MeanInterval {
  double mean = std::numeric_limits<double>::quiet_NaN();
  double half_width = std::numeric_limits<double>::infinity();
  std::size_t n = 0;

  /// mean ± half_width; everything if the half width is infinite.
  [[nodiscard]] Interval interval() const;
};

/// Student-t interval: mean ± t(confidence, n−1)·s/√n, exact for normal values. `confidence` in (0,
/// 1). One value: its mean is itself, the half width infinite. No value, or one that is not finite:
/// the mean is NaN and the half width infinite. All values equal: the half width is exactly 0.
[[nodiscard]] MeanInterval mean_interval(std::span<const double> values, double confidence = 0.95);

}  // namespace servesweep::sweep
