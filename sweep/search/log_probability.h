#pragma once

namespace servesweep::sweep {

/// ln Φ(t) of the standard normal distribution, and its derivative; exact far into the tail, where
/// Φ itself underflows.
struct LogProbability {
  double value;
  double slope;
};
[[nodiscard]] LogProbability log_normal_probability(double t);

}  // namespace servesweep::sweep
