#pragma once

#include <cmath>

namespace servesweep::engine {

/// exp(mu + sigma·Z), Z standard normal.
struct LognormalParameters {
  double mu = 0.0;
  double sigma = 0.0;
};

/// The log-normal law of this mean (> 0) and standard deviation (≥ 0): sigma² = ln(1 + (s/m)²),
/// mu = ln m − sigma²/2.
[[nodiscard]] inline LognormalParameters lognormal_of_moments(double mean, double std_dev) {
  const double ratio = std_dev / mean;
  const double variance = std::log1p(ratio * ratio);
  return {.mu = std::log(mean) - 0.5 * variance, .sigma = std::sqrt(variance)};
}

}  // namespace servesweep::engine
