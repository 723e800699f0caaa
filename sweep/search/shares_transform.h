#pragma once

#include <span>
#include <vector>

namespace servesweep::sweep {

/// Maps the unit cube of n − 1 dimensions onto the n shares that are at least 0 and add up to 1, so
/// that uniform points of the cube are uniform on the simplex: share by share, of the m + 1 that
/// are left the next one leaves the part u^(1/m) of what is left to the m behind it (stick breaking
/// with Beta(1, m) pieces: Devroye, Non-Uniform Random Variate Generation, 1986, XI.4.1). Shares
/// are rounded to 12 significant digits.
[[nodiscard]] std::vector<double> shares_at(std::span<const double> position);

/// The position of shares: the inverse, up to 10⁻¹². Where nothing is left to divide any
/// coordinate would do, and it is 1/2. Precondition: at least one share, as above.
[[nodiscard]] std::vector<double> position_of_shares(std::span<const double> shares);

}  // namespace servesweep::sweep
