#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

namespace servesweep::engine {

/// Moments of a sample, and how many standard errors it lies from what was expected.
struct SampleStatistics {
  explicit SampleStatistics(const std::vector<double>& values)
      : count(static_cast<double>(values.size())) {
    for (const double value : values) mean += value / count;
    double fourth = 0.0;
    for (const double value : values) {
      const double square = (value - mean) * (value - mean);
      variance += square / (count - 1);
      fourth += square * square / count;
    }
    variance_error = std::sqrt((fourth - variance * variance) / count);
  }

  [[nodiscard]] double sigmas_of_mean(double expected) const {
    return std::abs(mean - expected) / std::sqrt(variance / count);
  }
  [[nodiscard]] double sigmas_of_variance(double expected) const {
    return std::abs(variance - expected) / variance_error;
  }

  double count, mean = 0.0, variance = 0.0, variance_error = 0.0;
};

/// How many binomial standard errors the share of values ≤ `limit` lies from `probability`.
inline double sigmas_of_share(const std::vector<double>& values, double limit, double probability) {
  double below = 0.0;
  for (const double value : values) below += value <= limit ? 1.0 : 0.0;
  const double count = static_cast<double>(values.size());
  return std::abs(below - count * probability) /
         std::sqrt(count * probability * (1.0 - probability));
}

}  // namespace servesweep::engine
