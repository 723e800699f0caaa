#pragma once

namespace servesweep::sweep {

/// Significant digits of figures in texts and tables for people, unless an interval says how many
/// of them mean anything.
inline constexpr int kShownDigits = 4;

}  // namespace servesweep::sweep
