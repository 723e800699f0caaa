#include "sweep/statistics/holm.h"

#include <algorithm>
#include <numeric>

#include "engine/base/contract.h"

namespace servesweep::sweep {

std::vector<double> holm(std::span<const double> p_values) {
  const std::size_t m = p_values.size();
  std::vector<std::size_t> order(m);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p_values[i]; });

  std::vector<double> adjusted(m);
  double largest = 0;
  for (std::size_t k = 0; k < m; ++k) {
    const double p = p_values[order[k]];
    SERVESWEEP_EXPECT(p >= 0 && p <= 1);
    largest = std::max(largest, std::min(1.0, static_cast<double>(m - k) * p));
    adjusted[order[k]] = largest;
  }
  return adjusted;
}

}  // namespace servesweep::sweep
