#include "sweep/values/all_finite.h"

#include <algorithm>
#include <cmath>

namespace servesweep::sweep {

bool all_finite(std::span<const double> values) {
  return std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
}

}  // namespace servesweep::sweep
