#pragma once

#include <span>

namespace servesweep::sweep {

/// Jain's fairness index (Σx)²/(n·Σx²): 1 if all shares are equal, 1/n if one has everything. 0 for
/// no shares, 1 if all are zero. Precondition: shares are ≥ 0. Source: R. Jain, D. Chiu, W. Hawe,
/// DEC-TR-301, 1984.
[[nodiscard]] double jain(std::span<const double> shares);

}  // namespace servesweep::sweep
