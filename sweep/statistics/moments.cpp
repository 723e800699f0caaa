#include "sweep/statistics/moments.h"

#include <cmath>
#include <limits>

#include "engine/base/contract.h"

namespace servesweep::sweep {

double mean_of(std::span<const double> values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const double origin = values.front();
  double sum = 0;
  for (const double value : values) sum += value - origin;
  const double mean = origin + sum / static_cast<double>(values.size());
  return std::isfinite(mean) ? mean : std::numeric_limits<double>::quiet_NaN();
}

double covariance_of(std::span<const double> a, std::span<const double> b) {
  SERVESWEEP_EXPECT(a.size() == b.size() && a.size() >= 2);
  const double mean_a = mean_of(a);
  const double mean_b = mean_of(b);
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - mean_a) * (b[i] - mean_b);
  return sum / static_cast<double>(a.size() - 1);
}

}  // namespace servesweep::sweep
