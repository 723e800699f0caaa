#pragma once

#include <functional>

namespace servesweep::sweep {

/// The highest scale that holds, and the lowest found above it that does not.
struct RateBracket {
  double lower = 0;  ///< 0: none held
  double upper = 0;  ///< infinity: all held
};

/// Where to look for the highest scale.
struct BracketSearch {
  double start = 1;         ///< > 0
  double first_factor = 2;  ///< > 1, of the first step up or down; the next ones grow, up to 2
  double tolerance = 0.01;  ///< > 0: ends when upper ≤ lower · (1 + tolerance)
  double lowest = 0x1p-14, highest = 0x1p20;  ///< looked for in between
};

/// Finds the highest scale that holds, if all below it do: by steps up or down from the start until
/// it is bracketed, then by bisection on a logarithmic scale. Asks `holds` for no scale twice, and
/// only for scales of six significant digits behind the start.
[[nodiscard]] RateBracket find_bracket(const BracketSearch& search,
                                       const std::function<bool(double)>& holds);

}  // namespace servesweep::sweep
