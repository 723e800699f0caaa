#pragma once

#include <cstdint>
#include <span>

#include "engine/metrics/latency_sample.h"
#include "engine/metrics/latency_summary.h"

namespace servesweep::engine {

/// A percentile (0 … 100) of the values of all samples, µs, and of `never` further ones that are
/// infinitely late: what a latency is to those who ask, not to those who were served. Interpolates
/// as LatencySummary does; infinite as soon as it rests on an infinite value. 0 if there is
/// nothing. Copies the values: for the few runs in which somebody was not served.
[[nodiscard]] double late_percentile(std::span<const LatencySample* const> samples,
                                     std::int64_t never, double percent);

/// The 99th percentile over `requests` of whom `served` describes those that were.
[[nodiscard]] inline double p99_of_all(std::span<const LatencySample* const> samples,
                                       const LatencySummary& served, std::int64_t requests) {
  const std::int64_t never = requests - served.count;
  return never == 0 ? served.p99_us : late_percentile(samples, never, 99);
}

}  // namespace servesweep::engine
