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
  /// A bucket that an order statistic of interest is in.
  struct WantedBucket {
    std::size_t bucket;
    std::int32_t below;       ///< values in lower buckets
    std::int32_t begin, end;  ///< its values in values_us_
  };
  /// Of a percentile: the order statistics that it lies between.
  struct Place {
    std::int32_t low = 0;                         ///< rank of the lower one
    double share_of_next = 0;                     ///< 0: the percentile is the lower one
    std::size_t low_bucket = 0, next_bucket = 0;  ///< in wanted_
  };

  void choose_buckets(const LatencySummary& extremes);
  [[nodiscard]] std::size_t bucket_of(double us) const;
  void count(std::span<const LatencySample* const> samples);
  void find_places(std::int64_t values);
  [[nodiscard]] std::size_t want(std::size_t bucket);
  void collect(std::span<const LatencySample* const> samples);
  [[nodiscard]] double order_statistic(std::int32_t k, std::size_t wanted_bucket) const;
  [[nodiscard]] std::size_t holder_of(std::int32_t k) const;

  std::uint64_t lowest_key_ = 0;
  int shift_ = 0;
  std::size_t buckets_ = 0;  ///< in use
  /// Values in each bucket and those below; of wanted buckets, once all of them are known, −1 less
  /// their number.
  std::array<std::int32_t, kMostBuckets> up_to_;
  std::array<Place, std::size(kSummaryPercentiles)> places_;
  std::array<WantedBucket, 2 * std::size(kSummaryPercentiles)> wanted_;
  std::size_t wanted_buckets_ = 0;
  std::vector<double> values_us_;  ///< values of the wanted buckets, of each ascending
};

}  // namespace servesweep::engine
