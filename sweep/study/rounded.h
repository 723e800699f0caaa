#pragma once

namespace servesweep::sweep {

/// The number with that many significant digits nearest to `value`: it reads well, and differences
/// between mathematical libraries are gone from it. Precondition: finite.
[[nodiscard]] double rounded(double value, int significant_digits);

}  // namespace servesweep::sweep
