#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sweep/statistics/seed_resamples.h"

namespace servesweep::sweep {

/// The values of all seeds in one sorted list that remembers whose each is, so that percentiles of
/// any resample of seeds are found quickly: by bisection over running counts per seed, kept every
/// kBlock values, then a walk of at most a block.
class PooledValues {
 public:
  /// One list per seed, in any order; ∞ for what never came about. No NaN.
  explicit PooledValues(std::span<const std::vector<double>> by_seed);

  [[nodiscard]] std::size_t size() const { return values_.size(); }
  /// Values that are not ∞.
  [[nodiscard]] std::size_t finite() const { return finite_; }

  /// Percentile p (0 … 100) of the pool in which the values of seed s stand weights[s] times, at
  /// rank p/100·(size − 1) with linear interpolation, as in a run (engine/metrics/percentile.h).
  /// ∞ if its rank falls among values that are ∞, or between one and the last before; NaN if the
  /// pool is empty.
  [[nodiscard]] double percentile(double p, std::span<const std::uint32_t> weights) const;
  /// … in which every value stands once.
  [[nodiscard]] double percentile(double p) const;
  /// … in each resample, in order. Precondition: `resamples` is of as many seeds.
  [[nodiscard]] std::vector<double> percentiles(double p, const SeedResamples& resamples) const;

 private:
  static constexpr std::size_t kBlock = 128;
  [[nodiscard]] std::uint64_t weight_before(std::size_t block,
                                            std::span<const std::uint32_t> weights) const;
  [[nodiscard]] std::size_t block_of(std::uint64_t rank,
                                     std::span<const std::uint32_t> weights) const;

  std::size_t seeds_, finite_ = 0;
  std::vector<double> values_;
  std::vector<std::uint32_t> seed_;    ///< of each value
  std::vector<std::uint32_t> counts_;  ///< by block and seed: values before the block
};

}  // namespace servesweep::sweep
