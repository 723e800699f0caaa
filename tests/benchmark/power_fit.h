#pragma once

#include <span>

namespace servesweep::benchmark {

/// The exponent p of the power law cost = c · size^p that fits best: the slope of the line
/// through (log size, log cost) by least squares. 1 = cost grows in proportion, 0 = not at all.
/// Precondition: equally many sizes and costs, at least two different sizes, all positive.
[[nodiscard]] double fitted_exponent(std::span<const double> sizes, std::span<const double> costs);

}  // namespace servesweep::benchmark
