#pragma once

#include <span>

namespace servesweep::sweep {

/// None is infinite or undefined; true of no values.
[[nodiscard]] bool all_finite(std::span<const double> values);

}  // namespace servesweep::sweep
