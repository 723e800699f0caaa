#include "sweep/cli/change_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sweep/values/interval_checks.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

constexpr int kMostChangeDecimals = 4;

ChangeText signed_change(double change, const Interval& interval, const std::string& unit) {
  const int decimals = supported_decimals(interval);
  ChangeText text{
      .change = fmt::format("{:+.{}f}{}{}", change, decimals, unit.empty() ? "" : " ", unit),
      .interval = "unknown"};
  if (is_finite(interval)) {
    text.interval =
        fmt::format("[{:+.{}f}, {:+.{}f}]", interval.lower, decimals, interval.upper, decimals);
  }
  return text;
}

}  // namespace

int supported_decimals(const Interval& interval) {
  const double half_width = interval.half_width();
  if (!std::isfinite(half_width) || half_width <= 0) return 1;
  return std::clamp(1 - static_cast<int>(std::floor(std::log10(half_width))), 0,
                    kMostChangeDecimals);
}

ChangeText change_text(const PairedDifference& difference, const std::string& unit) {
  if (!std::isfinite(difference.mean_difference)) return {.change = "n/a", .interval = ""};
  const bool ratio_is_known = std::isfinite(difference.relative_difference);
  if (ratio_is_known && (is_finite(difference.relative) || !is_finite(difference.difference))) {
    return signed_change(kPercent * difference.relative_difference,
                         {.lower = kPercent * difference.relative.lower,
                          .upper = kPercent * difference.relative.upper},
                         "%");
  }
  return signed_change(difference.mean_difference, difference.difference, unit == "1" ? "" : unit);
}

}  // namespace servesweep::sweep
