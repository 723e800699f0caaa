#include "engine/metrics/late_percentile.h"

#include <limits>
#include <vector>

#include "engine/metrics/percentile.h"

namespace servesweep::engine {

double late_percentile(std::span<const LatencySample* const> samples, std::int64_t never,
                       double percent) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  std::size_t served_size = 0;
  for (const LatencySample* sample : samples) served_size += sample->size();
  std::vector<double> values;
  values.reserve(served_size + static_cast<std::size_t>(never));
  for (const LatencySample* sample : samples) {
    sample->for_each([&](double us) { values.push_back(us); });
  }
  const auto served = static_cast<double>(served_size);
  const double all = served + static_cast<double>(never);
  if (all == 0) return 0;
  // The interpolation of percentile() would make 0 · infinity of a whole rank.
  if (std::ceil(percent / 100 * (all - 1)) >= served) return kInfinity;
  values.resize(static_cast<std::size_t>(all), kInfinity);
  return percentile(std::span(values), percent);
}

}  // namespace servesweep::engine
