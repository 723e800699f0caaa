#include "engine/metrics/latency_describer.h"

#include <bit>
#include <cmath>
#include <numeric>

#include "engine/base/contract.h"

namespace servesweep::engine {
namespace {

/// Integers in the order of the latencies they stand for, their upper bits a logarithm. One is
/// added because doubles near 0 have thousands of octaves.
std::uint64_t key_of(double us) {
  return std::bit_cast<std::uint64_t>(us + 1);
}

}  // namespace

/// For so many values from the smallest to the largest.
void LatencyDescriber::choose_buckets(const LatencySummary& extremes) {
  SERVESWEEP_EXPECT(extremes.min_us >= 0 && extremes.count > 0);
  lowest_key_ = key_of(extremes.min_us);
  const std::uint64_t range = key_of(extremes.max_us) - lowest_key_;
  const auto values = static_cast<std::uint64_t>(extremes.count);
  const int bits = std::min(static_cast<int>(std::bit_width(values)) - 1, kMostBucketBits);
  shift_ = std::max(0, static_cast<int>(std::bit_width(range)) - bits);
  buckets_ = static_cast<std::size_t>(range >> shift_) + 1;
}

std::size_t LatencyDescriber::bucket_of(double us) const {
  return static_cast<std::size_t>((key_of(us) - lowest_key_) >> shift_);
}

/// The bucket that holds the k-th smallest value. Halves without a branch, as nothing could predict
/// it.
std::size_t LatencyDescriber::holder_of(std::int32_t k) const {
  std::size_t first = 0;
  for (std::size_t length = buckets_; length > 1; length -= length / 2) {
    const std::size_t half = length / 2;
    first += up_to_[first + half - 1] <= k ? half : 0;
  }
  return first;
}

void LatencyDescriber::count(std::span<const LatencySample* const> samples) {
  const std::span in_use = std::span(up_to_).first(buckets_);
  std::ranges::fill(in_use, 0);
  for (const LatencySample* sample : samples) {
    sample->for_each([this](double us) { ++up_to_[bucket_of(us)]; });
  }
  std::partial_sum(in_use.begin(), in_use.end(), in_use.begin());
}

/// The number of a wanted bucket, which is added if it is new.
std::size_t LatencyDescriber::want(std::size_t bucket) {
  const std::int32_t below = bucket == 0 ? 0 : up_to_[bucket - 1];
  std::int32_t begin = 0;
  for (std::size_t i = 0; i < wanted_buckets_; ++i) {
    if (wanted_[i].bucket == bucket) return i;
    begin += up_to_[wanted_[i].bucket] - wanted_[i].below;
  }
  wanted_[wanted_buckets_] = {.bucket = bucket, .below = below, .begin = begin, .end = begin};
  return wanted_buckets_++;
}

/// Finds the buckets that the order statistics of interest are in.
void LatencyDescriber::find_places(std::int64_t values) {
  wanted_buckets_ = 0;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const double rank = kSummaryPercentiles[i].percent / 100 * static_cast<double>(values - 1);
    const double below = std::floor(rank);
    const auto low = static_cast<std::int32_t>(below);
    const std::size_t bucket = holder_of(low);
    Place& place = places_[i];
    place = {.low = low, .share_of_next = rank - below, .low_bucket = want(bucket)};
    if (below == rank) continue;
    std::size_t next = bucket;
    while (up_to_[next] <= low + 1) ++next;
    place.next_bucket = want(next);
  }
}

/// Gathers the values of all wanted buckets, of each in order.
void LatencyDescriber::collect(std::span<const LatencySample* const> samples) {
  std::int32_t size = 0;
  for (std::size_t i = 0; i < wanted_buckets_; ++i) {
    std::int32_t& up_to = up_to_[wanted_[i].bucket];
    size += up_to - wanted_[i].below;
    up_to = -1 - static_cast<std::int32_t>(i);
  }
  values_us_.resize(std::max(values_us_.size(), static_cast<std::size_t>(size)));
  for (const LatencySample* sample : samples) {
    sample->for_each([this](double us) {
      const std::int32_t wanted = up_to_[bucket_of(us)];
      if (wanted >= 0) return;
      values_us_[static_cast<std::size_t>(wanted_[static_cast<std::size_t>(-1 - wanted)].end++)] =
          us;
    });
  }
  for (std::size_t i = 0; i < wanted_buckets_; ++i) {
    std::sort(values_us_.begin() + wanted_[i].begin, values_us_.begin() + wanted_[i].end);
  }
}

double LatencyDescriber::order_statistic(std::int32_t k, std::size_t wanted_bucket) const {
  const WantedBucket& wanted = wanted_[wanted_bucket];
  return values_us_[static_cast<std::size_t>(wanted.begin + k - wanted.below)];
}

LatencySummary LatencyDescriber::describe(std::span<const LatencySample* const> samples) {
  LatencySummary summary;
  double sum_us = 0, min_us = std::numeric_limits<double>::infinity();
  for (const LatencySample* sample : samples) {
    summary.count += static_cast<std::int64_t>(sample->size());
    sum_us += sample->sum_us();
    min_us = std::min(min_us, sample->min_us());
    summary.max_us = std::max(summary.max_us, sample->max_us());
  }
  if (summary.count == 0) return summary;
  summary.mean_us = sum_us / static_cast<double>(summary.count);
  summary.min_us = min_us;
  choose_buckets(summary);
  count(samples);
  find_places(summary.count);
  collect(samples);
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const Place& place = places_[i];
    double& value_us = summary.*kSummaryPercentiles[i].value_us;
    value_us = order_statistic(place.low, place.low_bucket);
    if (place.share_of_next > 0) {
      value_us +=
          place.share_of_next * (order_statistic(place.low + 1, place.next_bucket) - value_us);
    }
  }
  return summary;
}

}  // namespace servesweep::engine
