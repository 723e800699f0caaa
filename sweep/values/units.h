#pragma once

namespace servesweep::sweep {

/// Microseconds, which the engine counts in, per unit that people read.
inline constexpr double kUsPerMs = 1e3;
inline constexpr double kUsPerS = 1e6;

/// Per cent of a whole.
inline constexpr double kPercent = 100;

}  // namespace servesweep::sweep
