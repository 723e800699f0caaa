#include "tests/benchmark/power_fit.h"

#include <cmath>

#include "engine/base/contract.h"

namespace servesweep::benchmark {

double fitted_exponent(std::span<const double> sizes, std::span<const double> costs) {
  SERVESWEEP_EXPECT(sizes.size() == costs.size() && sizes.size() >= 2);
  const auto n = static_cast<double>(sizes.size());
  double mean_x = 0, mean_y = 0;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    mean_x += std::log(sizes[i]) / n;
    mean_y += std::log(costs[i]) / n;
  }
  double covariance = 0, variance = 0;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const double x = std::log(sizes[i]) - mean_x;
    covariance += x * (std::log(costs[i]) - mean_y);
    variance += x * x;
  }
  return covariance / variance;
}

}  // namespace servesweep::benchmark
