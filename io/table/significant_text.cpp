#include "io/table/significant_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "engine/base/contract.h"
#include "io/table/number_text.h"

namespace servesweep::io {

std::string significant_text(double value, int digits) {
  SERVESWEEP_EXPECT(digits >= 1);
  if (!std::isfinite(value)) return number_text(value);
  if (value == 0.0) return "0";
  // The exponent after rounding: 9.996 with three digits is 1.00e+01.
  std::string scientific = fmt::format("{:.{}e}", value, digits - 1);
  const int exponent = std::atoi(scientific.c_str() + scientific.find('e') + 1);
  if (exponent < -5 || exponent > 14) return scientific;
  return fmt::format("{:.{}f}", value, std::max(0, digits - 1 - exponent));
}

}  // namespace servesweep::io
