#include "sweep/statistics/fixed_width.h"

#include <algorithm>
#include <cmath>

namespace servesweep::sweep {
namespace {

bool is_without_ratio(std::span<const SeedPair> pairs, const PairedDifference& difference) {
  if (std::isnan(difference.mean_difference)) return true;
  return std::ranges::all_of(pairs, [](const SeedPair& pair) { return pair.baseline == 0; });
}

double half_width_of(const PairedDifference& difference) {
  const bool never_differs =
      difference.mean_difference == 0 && difference.difference.half_width() == 0;
  return never_differs ? 0 : difference.relative.half_width();
}

/// A half width and its standard error, which is 1/√(2n) of it for normal values.
double cautious(double half_width, std::size_t pairs) {
  return half_width * (1 + 1 / std::sqrt(2 * static_cast<double>(pairs)));
}

/// How many pairs to go on to.
std::size_t next_pairs(std::size_t pairs, double half_width, const FixedWidth& target) {
  const auto n = static_cast<double>(pairs);
  const double factor = cautious(half_width, pairs) / target.half_width;
  const auto needed = static_cast<std::size_t>(std::min(std::ceil(n * factor * factor), 2 * n));
  return std::min(std::max(needed, pairs + (pairs + 9) / 10), target.most);
}

}  // namespace

WidthReached width_reached(std::span<const SeedPair> pairs, const FixedWidth& target) {
  WidthReached result{.pairs = pairs.size(), .wanted = pairs.size()};
  if (pairs.size() < target.least) {
    result.wanted = target.least;
    return result;
  }
  const PairedDifference difference = paired_difference(pairs, FixedWidth::kConfidence);
  result.half_width = half_width_of(difference);
  const bool is_last = pairs.size() >= target.most;
  const double looked_at = is_last ? result.half_width : cautious(result.half_width, pairs.size());
  if (looked_at <= target.half_width) {
    result.precision = Precision::reached;
  } else if (is_without_ratio(pairs, difference)) {
    result.precision = Precision::undefined;
  } else if (is_last) {
    result.precision = Precision::exhausted;
  } else {
    result.wanted = next_pairs(pairs.size(), result.half_width, target);
  }
  return result;
}

const char* name_of(Precision precision) {
  switch (precision) {
    case Precision::reached:
      return "reached";
    case Precision::wanting:
      return "wanting";
    case Precision::exhausted:
      return "max reached";
    case Precision::undefined:
      return "undefined";
  }
  return "unknown";
}

}  // namespace servesweep::sweep
