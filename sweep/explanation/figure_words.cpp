#include "sweep/explanation/figure_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sweep/values/interval_checks.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

constexpr int kMostFigureDecimals = 4;

/// With which no figure has more than four digits, but for those before the point.
int readable_decimals(double change, const Interval& interval) {
  constexpr int kDigits = 4;
  const double largest =
      std::max({std::abs(change), std::abs(interval.lower), std::abs(interval.upper)});
  if (!(largest > 1)) return kMostFigureDecimals;
  return std::max(0, kDigits - 1 - static_cast<int>(std::floor(std::log10(largest))));
}

std::string change_with_interval(double change, const Interval& interval, const std::string& unit) {
  const std::string behind = unit.empty() ? "" : " " + unit;
  if (!is_finite(interval)) return fmt::format("{:+.3g}{} [unknown]", change, behind);
  const double half_width = interval.half_width();
  if (change == 0 && half_width == 0) return "0" + behind;
  const int supported = half_width > 0
                            ? std::clamp(1 - static_cast<int>(std::floor(std::log10(half_width))),
                                         0, kMostFigureDecimals)
                            : 2;
  const int decimals = std::min(supported, readable_decimals(change, interval));
  return fmt::format("{:+.{}f}{} [{:+.{}f}, {:+.{}f}]", change, decimals, behind, interval.lower,
                     decimals, interval.upper, decimals);
}

}  // namespace

std::string value_words(double value) {
  constexpr double kManyDigits = 1000;
  return std::abs(value) < kManyDigits ? fmt::format("{:.4g}", value)
                                       : fmt::format("{:.0f}", value);
}

std::string share_words(double share) {
  constexpr double kNoDecimals = 9.5, kTimes = 10;
  if (std::abs(share) >= kTimes) return fmt::format("{:.0f} times", share);
  const double percent = kPercent * share;
  return fmt::format("{:.{}f} %", percent, std::abs(percent) < kNoDecimals ? 1 : 0);
}

std::string share_of_words(double share) {
  const std::string words = share_words(share);
  return words.ends_with('%') ? words + " of" : words;
}

std::string change_words(double change, const Interval& interval) {
  if (!std::isfinite(change)) return "n/a";
  return change_with_interval(change, interval, "");
}

std::string relative_words(const PairedDifference& difference, const std::string& unit) {
  if (!std::isfinite(difference.mean_difference)) return "n/a";
  if (difference.difference == Interval{0, 0}) return "0 %";
  if (std::isfinite(difference.relative_difference) && is_finite(difference.relative)) {
    return change_with_interval(kPercent * difference.relative_difference,
                                {.lower = kPercent * difference.relative.lower,
                                 .upper = kPercent * difference.relative.upper},
                                "%");
  }
  return change_with_interval(difference.mean_difference, difference.difference,
                              unit == "1" ? "" : unit);
}

}  // namespace servesweep::sweep
