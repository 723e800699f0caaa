#pragma once

#include <string>

namespace servesweep::io {

/// A number for people: rounded to `digits` significant digits (at least 1), but never less than
/// its whole part; 1234.56 with 3 → "1235", 0.012345 → "0.0123". Very small and very large ones get
/// an exponent. "nan", "inf", "-inf" if it is not finite.
[[nodiscard]] std::string significant_text(double value, int digits);

}  // namespace servesweep::io
