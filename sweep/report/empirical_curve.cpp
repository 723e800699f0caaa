#include "sweep/report/empirical_curve.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

/// Positions in a sorted list of `count` values that are shown.
std::set<std::size_t> shown_ranks(std::size_t count, std::size_t most) {
  std::set<std::size_t> ranks;
  if (count <= most) {
    for (std::size_t i = 0; i < count; ++i) ranks.insert(i);
    return ranks;
  }
  const double last = static_cast<double>(count - 1);
  const std::size_t half = most / 2;
  for (std::size_t i = 0; i < half; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(half - 1);
    ranks.insert(static_cast<std::size_t>(std::llround(share * last)));
    ranks.insert(static_cast<std::size_t>(std::llround(last - std::pow(last, 1 - share))));
  }
  return ranks;
}

}  // namespace

std::vector<io::ChartPoint> empirical_curve(std::vector<double> latencies, std::size_t most) {
  const double all = static_cast<double>(latencies.size());
  std::erase_if(latencies, [](double one) { return std::isinf(one); });
  std::ranges::sort(latencies);
  std::vector<io::ChartPoint> points;
  for (const std::size_t rank : shown_ranks(latencies.size(), most)) {
    if (!points.empty() && points.back().x == latencies[rank]) continue;
    // As many are at most that as there are up to the last of its equals.
    const auto end = std::upper_bound(latencies.begin(), latencies.end(), latencies[rank]);
    points.push_back(
        {.x = latencies[rank], .y = kPercent * static_cast<double>(end - latencies.begin()) / all});
  }
  return points;
}

}  // namespace servesweep::sweep
