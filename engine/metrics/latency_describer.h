#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/metrics/latency_sample.h"
#include "engine/metrics/latency_summary.h"

namespace servesweep::engine {

/// Summarises samples exactly, without sorting them: values are counted into buckets of about equal
/// relative width, some third as many as there are values, and only the few buckets that hold a
/// wanted order statistic are looked into. Two passes over the data, however many percentiles.
/// Keeps its memory.
class LatencyDescriber {
 public:
  /// The summary of all values of all samples.
  [[nodiscard]] LatencySummary describe(std::span<const LatencySample* const> samples);
  [[nodiscard]] LatencySummary describe(const LatencySample& sample) {
    const LatencySample* const one = &sample;
    return describe(std::span(&one, 1));
  }

 private:
  static constexpr int kMostBucketBits = 10;
  static constexpr std::size_t kMostBuckets = std::size_t{1} << kMostBucketBits;
  static constexpr std::int32_t kUnwanted = -1;

  void choose_buckets(const LatencySummary& extremes);
  [[nodiscard]] std::size_t bucket_of(double us) const;
  void count(std::span<const LatencySample* const> samples);
  void want(std::int64_t values);
  void collect(std::span<const LatencySample* const> samples);
  /// Values in lower buckets.
  [[nodiscard]] std::int32_t below(std::size_t bucket) const {
    return bucket == 0 ? 0 : up_to_[bucket - 1];
  }
  [[nodiscard]] double order_statistic(std::int64_t k) const;
  [[nodiscard]] std::size_t holder_of(std::int64_t k) const;

  std::uint64_t lowest_key_ = 0;
  int shift_ = 0;
  std::size_t buckets_ = 0;  ///< in use
  /// Values in each bucket and those below.
  std::array<std::int32_t, kMostBuckets> up_to_;
  /// Where the values of each bucket are in wanted_, or kUnwanted.
  std::array<std::int32_t, kMostBuckets> wanted_at_;
  std::vector<double> wanted_;  ///< values of the buckets that matter, ascending
};

}  // namespace servesweep::engine
