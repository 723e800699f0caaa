#pragma once

#include <string>

#include "sweep/statistics/paired_difference.h"

namespace servesweep::sweep {

/// A paired difference for people: the change and its interval, to the digits that the interval
/// supports.
struct ChangeText {
  std::string change;    ///< "-12.3 %"; in the metric's unit where a ratio means nothing
  std::string interval;  ///< "[-15.1, -9.5]", "unknown" from a single pair, "" without pairs
};

/// Decimals that show two digits of the interval's half width, so that no digit is noise: 0 to 4, 1
/// if it has no width or no bounds.
[[nodiscard]] int supported_decimals(const Interval& interval);

/// `unit` of the metric; "1" for none.
[[nodiscard]] ChangeText change_text(const PairedDifference& difference, const std::string& unit);

}  // namespace servesweep::sweep
