#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/metrics/request_record.h"
#include "sweep/statistics/interval.h"
#include "sweep/statistics/mean_interval.h"
#include "sweep/statistics/pooled_values.h"

namespace servesweep::sweep {

/// The latencies of one kind in ms, of one class or of all, by seed. Who was not served counts as
/// infinitely late: without a first token for TTFT, not completed for E2E.
using LatenciesBySeed = std::map<std::uint64_t, std::vector<double>>;

/// What is asked of pooled latencies.
struct PoolQuestion {
  double percentile = 99;  ///< in (0, 100)
  double confidence = 0.95;
};

/// Requests that a percentile needs at least: 10 beyond it, on its thinner side. 10/(1 − p), 1,000
/// for P99: fewer put less than ten requests into the tail, and then three of them would make it.
[[nodiscard]] std::size_t requests_needed(double percentile);

/// A percentile over the requests of all seeds together.
struct PooledPercentile {
  std::size_t seeds = 0;
  std::size_t requests = 0;  ///< that came
  std::size_t served = 0;    ///< of them
  bool refused = false;      ///< fewer served than requests_needed(): the figures say nothing
  double value_ms = 0;       ///< ∞: falls among requests that were not served
  Interval interval;
  MeanInterval per_seed;  ///< each seed's own percentile: mean, Student's t
};

/// The difference of two such percentiles over the seeds that both have, treatment − baseline.
struct PooledDifference {
  std::size_t pairs = 0;  ///< seeds
  double difference_ms = 0;
  Interval interval;
  double relative = 0;  ///< difference / baseline
  Interval relative_interval;
};

/// Percentiles of pooled requests, with intervals from resampling seeds (SeedResamples,
/// expanded_percentile_interval()): requests of one run depend on each other, so the seeds are the
/// sample. Differences use the same resample on both sides.
class LatencyPool {
 public:
  LatencyPool(LatenciesBySeed latencies, const PoolQuestion& question);

  [[nodiscard]] const PooledPercentile& pooled() const { return pooled_; }
  /// Nothing if either side is refused, or without a common seed.
  [[nodiscard]] std::optional<PooledDifference> difference_from(const LatencyPool& baseline) const;

 private:
  /// A percentile and what it is in resamples.
  struct Estimate {
    std::size_t size = 0, finite = 0;
    double value = 0;
    std::vector<double> replicates;
  };
  [[nodiscard]] Estimate estimate(const std::vector<std::uint64_t>& seeds) const;
  [[nodiscard]] const Estimate& on(const std::vector<std::uint64_t>& seeds, Estimate& other) const;
  [[nodiscard]] MeanInterval per_seed() const;

  LatenciesBySeed latencies_;
  PoolQuestion question_;
  std::vector<std::uint64_t> seeds_;
  Estimate all_;
  PooledPercentile pooled_;
};

/// Of the requests of one run: of one class, or all without one. `e2e`: else TTFT.
[[nodiscard]] std::vector<double> latencies_ms(const std::vector<engine::RequestRecord>& records,
                                               bool e2e, std::optional<std::int32_t> slo_class);

}  // namespace servesweep::sweep
