#pragma once

#include "engine/base/ids.h"

namespace servesweep::engine {

/// Rounding errors of transfer times stay far below this.
inline constexpr double kTimeTolerance_us = 1e-3;

/// The first whole microsecond at which a time is over, at least 0.
[[nodiscard]] inline TimeUs whole_us(double us) {
  us -= kTimeTolerance_us;
  if (us <= 0) return 0;
  const auto whole = static_cast<TimeUs>(us);  // std::ceil is a call where processors may be old
  return static_cast<double>(whole) < us ? whole + 1 : whole;
}

}  // namespace servesweep::engine
