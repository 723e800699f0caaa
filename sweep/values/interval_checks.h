#pragma once

#include "sweep/statistics/interval.h"

namespace servesweep::sweep {

/// Neither end is infinite or undefined: more than one value was seen.
[[nodiscard]] bool is_finite(const Interval& interval);

/// All of it lies on one side of zero.
[[nodiscard]] bool excludes_zero(const Interval& interval);

}  // namespace servesweep::sweep
