#pragma once

#include <string>

#include "sweep/statistics/paired_difference.h"

namespace servesweep::sweep {

/// "-12.3 [-15.1, -9.5]": a change with its interval, to two digits of the interval's half width;
/// "0" if it is exactly 0, and "-12.3 [unknown]" if the interval is not finite.
[[nodiscard]] std::string change_words(double change, const Interval& interval);

/// "-12.3 % [-15.1, -9.5]" of the baseline; in the metric's `unit` ("1" for none) where a ratio is
/// not known.
[[nodiscard]] std::string relative_words(const PairedDifference& difference,
                                         const std::string& unit);

/// "323.9", "14720": four digits, or all before the point.
[[nodiscard]] std::string value_words(double value);

/// "59 %", "0.4 %": of a whole; "12 times" from ten times on, where per cent are hard to read.
[[nodiscard]] std::string share_words(double share);

/// The same before the name of the whole: "59 % of", "12 times".
[[nodiscard]] std::string share_of_words(double share);

}  // namespace servesweep::sweep
