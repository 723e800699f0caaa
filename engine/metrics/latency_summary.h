#pragma once

#include <cstdint>

namespace servesweep::engine {

/// Exact distribution of a latency, µs. Percentiles interpolate linearly between order statistics
/// at rank (p/100)·(n−1). All zero if n = 0.
struct LatencySummary {
  std::int64_t count = 0;
  double mean_us = 0, min_us = 0, p50_us = 0, p90_us = 0, p95_us = 0, p99_us = 0, max_us = 0;

  friend bool operator==(const LatencySummary&, const LatencySummary&) = default;
};

/// A percentile that a summary has, and where it keeps it.
struct SummaryPercentile {
  double percent;
  double LatencySummary::*value_us;
};
inline constexpr SummaryPercentile kSummaryPercentiles[] = {{50, &LatencySummary::p50_us},
                                                            {90, &LatencySummary::p90_us},
                                                            {95, &LatencySummary::p95_us},
                                                            {99, &LatencySummary::p99_us}};

}  // namespace servesweep::engine
