#include "engine/metrics/latency_describer.h"

#include <bit>
#include <cmath>

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

void LatencyDescriber::choose_buckets(double min_us, double max_us) {
  SERVESWEEP_EXPECT(min_us >= 0);
  lowest_key_ = key_of(min_us);
  const auto bits = static_cast<int>(std::bit_width(key_of(max_us) - lowest_key_));
  shift_ = std::max(0, bits - static_cast<int>(kBucketBits));
}

std::size_t LatencyDescriber::bucket_of(double us) const {
  return static_cast<std::size_t>((key_of(us) - lowest_key_) >> shift_);
}

/// The bucket that holds the k-th smallest value.
std::size_t LatencyDescriber::holder_of(std::int64_t k) const {
  const auto above = std::upper_bound(
      buckets_.begin(), buckets_.end(), k,
      [](std::int64_t position, const Bucket& bucket) { return position < bucket.before; });
  return static_cast<std::size_t>(above - buckets_.begin()) - 1;
}

/// Collects, in order, the values of all buckets that an order statistic of interest may be in.
void LatencyDescriber::select(std::span<const LatencySample* const> samples, std::int64_t count) {
  buckets_.fill({});
  for (const LatencySample* sample : samples) {
    sample->for_each([this](double us) { ++buckets_[bucket_of(us)].count; });
  }
  for (std::size_t b = 1; b < kBuckets; ++b) {
    buckets_[b].before = buckets_[b - 1].before + buckets_[b - 1].count;
  }
  std::int32_t wanted = 0;
  const auto want = [&](std::int64_t k) {
    Bucket& bucket = buckets_[holder_of(k)];
    if (bucket.wanted_at >= 0) return;
    bucket.wanted_at = wanted;
    wanted += bucket.count;
  };
  for (const auto& [percent, value_us] : kSummaryPercentiles) {
    const Ranks ranks = ranks_of(percent, count);
    want(ranks.low);
    want(ranks.high);
  }
  wanted_.clear();
  for (const LatencySample* sample : samples) {
    sample->for_each([this](double us) {
      if (buckets_[bucket_of(us)].wanted_at >= 0) wanted_.push_back(us);
    });
  }
  std::sort(wanted_.begin(), wanted_.end());
}

double LatencyDescriber::order_statistic(std::int64_t k) const {
  const Bucket& bucket = buckets_[holder_of(k)];
  return wanted_[static_cast<std::size_t>(bucket.wanted_at + k - bucket.before)];
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
  choose_buckets(min_us, summary.max_us);
  select(samples, summary.count);
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
