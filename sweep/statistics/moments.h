#pragma once

#include <cstddef>
#include <span>

namespace servesweep::sweep {

/// Mean of `values`, exact if all are equal: x₀ + Σ(xᵢ − x₀)/n. NaN if there are none or one of
/// them is not finite.
[[nodiscard]] double mean_of(std::span<const double> values);

/// Σ(aᵢ − ā)(bᵢ − b̄)/(n − 1), in two passes; with a = b the sample variance. Preconditions: equal
/// lengths, n ≥ 2. NaN if a value is not finite.
[[nodiscard]] double covariance_of(std::span<const double> a, std::span<const double> b);

}  // namespace servesweep::sweep
