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

struct Ranks {
  std::int64_t low = 0, high = 0;
  double share_of_high = 0;
};

Ranks ranks_of(double percent, std::int64_t count) {
  const double rank = percent / 100 * static_cast<double>(count - 1);
  const double below = std::floor(rank);
  const auto low = static_cast<std::int64_t>(below);
  return {.low = low, .high = below == rank ? low : low + 1, .share_of_high = rank - below};
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

/// The bucket that holds the k-th smallest value.
std::size_t LatencyDescriber::holder_of(std::int64_t k) const {
  const auto end = up_to_.begin() + static_cast<std::ptrdiff_t>(buckets_);
  return static_cast<std::size_t>(std::upper_bound(up_to_.begin(), end, k) - up_to_.begin());
}

void LatencyDescriber::count(std::span<const LatencySample* const> samples) {
  const std::span in_use = std::span(up_to_).first(buckets_);
  std::ranges::fill(in_use, 0);
  for (const LatencySample* sample : samples) {
    sample->for_each([this](double us) { ++up_to_[bucket_of(us)]; });
  }
  std::partial_sum(in_use.begin(), in_use.end(), in_use.begin());
}

/// Finds the buckets that an order statistic of interest is in.
void LatencyDescriber::want(std::int64_t values) {
  std::ranges::fill(std::span(wanted_at_).first(buckets_), kUnwanted);
  std::int32_t wanted = 0;
  const auto want_value = [&](std::int64_t k) {
    const std::size_t bucket = holder_of(k);
    if (wanted_at_[bucket] != kUnwanted) return;
    wanted_at_[bucket] = wanted;
    wanted += up_to_[bucket] - below(bucket);
  };
  for (const auto& [percent, value_us] : kSummaryPercentiles) {
    const Ranks ranks = ranks_of(percent, values);
    want_value(ranks.low);
    want_value(ranks.high);
  }
}

/// Gathers the values of all wanted buckets, in order.
void LatencyDescriber::collect(std::span<const LatencySample* const> samples) {
  wanted_.clear();
  for (const LatencySample* sample : samples) {
    sample->for_each([this](double us) {
      if (wanted_at_[bucket_of(us)] != kUnwanted) wanted_.push_back(us);
    });
  }
  std::ranges::sort(wanted_);
}

double LatencyDescriber::order_statistic(std::int64_t k) const {
  const std::size_t bucket = holder_of(k);
  return wanted_[static_cast<std::size_t>(wanted_at_[bucket] + k - below(bucket))];
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
  want(summary.count);
  collect(samples);
  for (const auto& [percent, value_us] : kSummaryPercentiles) {
    const Ranks ranks = ranks_of(percent, summary.count);
    const double low = order_statistic(ranks.low);
    summary.*value_us = low;
    if (ranks.high != ranks.low) {
      summary.*value_us += ranks.share_of_high * (order_statistic(ranks.high) - low);
    }
  }
  return summary;
}

}  // namespace servesweep::engine
