#include "sweep/statistics/percentile.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "engine/base/contract.h"

namespace servesweep::sweep {

double percentile(std::span<double> values, double p) {
  SERVESWEEP_EXPECT(p >= 0 && p <= 100);
  if (values.empty()) return 0;
  const double rank = (p / 100) * static_cast<double>(values.size() - 1);
  const double floor = std::floor(rank);
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(floor);
  std::nth_element(values.begin(), at, values.end());
  const double low = *at;
  if (rank == floor) return low;
  const double high = *std::min_element(at + 1, values.end());
  // Two equal infinities have no difference to interpolate.
  return low == high ? low : low + (rank - floor) * (high - low);
}

}  // namespace servesweep::sweep
