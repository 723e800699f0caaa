#include "sweep/values/interval_checks.h"

#include <cmath>

namespace servesweep::sweep {

bool is_finite(const Interval& interval) {
  return std::isfinite(interval.lower) && std::isfinite(interval.upper);
}

bool excludes_zero(const Interval& interval) {
  return interval.lower > 0 || interval.upper < 0;
}

}  // namespace servesweep::sweep
