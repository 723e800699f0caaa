#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/metrics/latency_sample.h"
#include "engine/metrics/latency_summary.h"

namespace servesweep::engine {

/// Summarises samples exactly, without sorting them: values are counted into buckets of about equal
/// relative width, and only the few buckets that hold a wanted order statistic are looked into. Two
/// passes over the data, however many percentiles. Keeps its memory.
class LatencyDescriber {
 public:
  /// The summary of all values of all samples.
  [[nodiscard]] LatencySummary describe(std::span<const LatencySample* const> samples);
  [[nodiscard]] LatencySummary describe(const LatencySample& sample) {
    const LatencySample* const one = &sample;
    return describe(std::span(&one, 1));
  }

 private:
  static constexpr std::size_t kBucketBits = 10, kBuckets = std::size_t{1} << kBucketBits;
  struct Bucket {
    std::int32_t count = 0;
    std::int32_t before = 0;      ///< values in lower buckets
    std::int32_t wanted_at = -1;  ///< position of its values in wanted_; −1 if they do not matter
  };

  void choose_buckets(double min_us, double max_us);
  [[nodiscard]] std::size_t bucket_of(double us) const;
  void select(std::span<const LatencySample* const> samples, std::int64_t count);
  [[nodiscard]] double order_statistic(std::int64_t k) const;
  [[nodiscard]] std::size_t holder_of(std::int64_t k) const;

  std::uint64_t lowest_key_ = 0;
  int shift_ = 0;
  std::array<Bucket, kBuckets> buckets_;
  std::vector<double> wanted_;  ///< values of the buckets that matter, ascending
};

}  // namespace servesweep::engine
