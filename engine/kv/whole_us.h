#pragma once

#include <algorithm>
#include <cmath>

#include "engine/base/ids.h"

namespace servesweep::engine {

/// Rounding errors of transfer times stay far below this.
inline constexpr double kTimeTolerance_us = 1e-3;

/// The first whole microsecond at which a time is over, at least 0.
[[nodiscard]] inline TimeUs whole_us(double us) {
  return static_cast<TimeUs>(std::max(0.0, std::ceil(us - kTimeTolerance_us)));
}

}  // namespace servesweep::engine
