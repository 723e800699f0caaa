#include "sweep/statistics/pooled_values.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/base/contract.h"

namespace servesweep::sweep {

PooledValues::PooledValues(std::span<const std::vector<double>> by_seed) : seeds_(by_seed.size()) {
  std::vector<std::pair<double, std::uint32_t>> all;
  for (std::size_t s = 0; s < seeds_; ++s) {
    for (const double value : by_seed[s]) all.emplace_back(value, static_cast<std::uint32_t>(s));
  }
  std::ranges::sort(all);
  values_.reserve(all.size());
  seed_.reserve(all.size());
  std::vector<std::uint32_t> counts(seeds_, 0);
  for (const auto& [value, seed] : all) {
    if (values_.size() % kBlock == 0) counts_.insert(counts_.end(), counts.begin(), counts.end());
    values_.push_back(value);
    seed_.push_back(seed);
    ++counts[seed];
    if (std::isfinite(value)) ++finite_;
  }
  counts_.insert(counts_.end(), counts.begin(), counts.end());  // of all
}

std::uint64_t PooledValues::weight_before(std::size_t block,
                                          std::span<const std::uint32_t> weights) const {
  std::uint64_t weight = 0;
  for (std::size_t s = 0; s < seeds_; ++s) {
    weight += std::uint64_t{weights[s]} * counts_[block * seeds_ + s];
  }
  return weight;
}

std::size_t PooledValues::block_of(std::uint64_t rank,
                                   std::span<const std::uint32_t> weights) const {
  std::size_t low = 0, high = (values_.size() - 1) / kBlock + 1;  // the answer is in [low, high)
  while (high - low > 1) {
    const std::size_t middle = (low + high) / 2;
    (weight_before(middle, weights) <= rank ? low : high) = middle;
  }
  return low;
}

double PooledValues::percentile(double p, std::span<const std::uint32_t> weights) const {
  SERVESWEEP_EXPECT(weights.size() == seeds_);
  if (values_.empty()) return std::numeric_limits<double>::quiet_NaN();
  const std::uint64_t total = weight_before((values_.size() - 1) / kBlock + 1, weights);
  if (total == 0) return std::numeric_limits<double>::quiet_NaN();
  const double rank = p / 100 * static_cast<double>(total - 1);
  const double below = std::floor(rank);
  const auto low_rank = static_cast<std::uint64_t>(below);

  const std::size_t block = block_of(low_rank, weights);
  std::size_t i = block * kBlock;
  std::uint64_t reached = weight_before(block, weights) + weights[seed_[i]];
  while (reached <= low_rank) reached += weights[seed_[++i]];
  const double low = values_[i];
  if (below == rank || std::isinf(low)) return low;
  while (reached <= low_rank + 1) reached += weights[seed_[++i]];
  return low + (rank - below) * (values_[i] - low);
}

double PooledValues::percentile(double p) const {
  return percentile(p, std::vector<std::uint32_t>(seeds_, 1));
}

std::vector<double> PooledValues::percentiles(double p, const SeedResamples& resamples) const {
  std::vector<double> list(resamples.size());
  for (std::size_t r = 0; r < list.size(); ++r) list[r] = percentile(p, resamples.weights(r));
  return list;
}

}  // namespace servesweep::sweep
