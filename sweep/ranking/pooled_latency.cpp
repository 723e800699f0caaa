#include "sweep/ranking/pooled_latency.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <limits>
#include <span>
#include <utility>

#include "engine/metrics/percentile.h"
#include "sweep/statistics/bootstrap_interval.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

using engine::RequestRecord;
using engine::RequestStatus;

/// Treatment against baseline in each resample, by some arithmetic.
template <class Figure>
std::vector<double> combine(const std::vector<double>& treatment,
                            const std::vector<double>& baseline, Figure figure) {
  std::vector<double> combined(treatment.size());
  std::ranges::transform(treatment, baseline, combined.begin(), figure);
  return combined;
}

}  // namespace

std::size_t requests_needed(double percentile) {
  constexpr double kBeyond = 10, kRounding = 1e-6;
  const double share = std::min(percentile, 100 - percentile) / 100;
  return static_cast<std::size_t>(std::ceil(kBeyond / share - kRounding));
}

LatencyPool::LatencyPool(LatenciesBySeed latencies, const PoolQuestion& question)
    : latencies_(std::move(latencies)), question_(question) {
  for (const auto& [seed, values] : latencies_) seeds_.push_back(seed);
  all_ = estimate(seeds_);
  pooled_ = {.seeds = seeds_.size(),
             .requests = all_.size,
             .served = all_.finite,
             .refused = all_.finite < requests_needed(question_.percentile),
             .value_ms = all_.value,
             .interval =
                 expanded_percentile_interval(all_.replicates, seeds_.size(), question_.confidence),
             .per_seed = per_seed()};
}

LatencyPool::Estimate LatencyPool::estimate(const std::vector<std::uint64_t>& seeds) const {
  std::vector<std::vector<double>> values;
  values.reserve(seeds.size());
  for (const std::uint64_t seed : seeds) values.push_back(latencies_.at(seed));
  const PooledValues pool(values);
  return {.size = pool.size(),
          .finite = pool.finite(),
          .value = pool.percentile(question_.percentile),
          .replicates = pool.percentiles(question_.percentile, SeedResamples(seeds.size()))};
}

/// What is there already if these are all seeds; else estimated into `other`.
const LatencyPool::Estimate& LatencyPool::on(const std::vector<std::uint64_t>& seeds,
                                             Estimate& other) const {
  if (seeds == seeds_) return all_;
  other = estimate(seeds);
  return other;
}

MeanInterval LatencyPool::per_seed() const {
  std::vector<double> list;
  for (const auto& [seed, values] : latencies_) {
    std::vector<double> sorted = values;
    list.push_back(sorted.empty() ? std::nan("")
                                  : engine::percentile(std::span(sorted), question_.percentile));
  }
  return mean_interval(list, question_.confidence);
}

std::optional<PooledDifference> LatencyPool::difference_from(const LatencyPool& baseline) const {
  std::vector<std::uint64_t> seeds;
  std::ranges::set_intersection(seeds_, baseline.seeds_, std::back_inserter(seeds));
  if (seeds.empty()) return std::nullopt;
  Estimate other_own, other_base;
  const Estimate& own = on(seeds, other_own);
  const Estimate& base = baseline.on(seeds, other_base);
  const std::size_t needed = requests_needed(question_.percentile);
  if (own.finite < needed || base.finite < needed) return std::nullopt;
  const auto interval = [&](auto figure) {
    return expanded_percentile_interval(combine(own.replicates, base.replicates, figure),
                                        seeds.size(), question_.confidence);
  };
  const auto ratio = [](double t, double b) { return t / b - 1; };
  return PooledDifference{.pairs = seeds.size(),
                          .difference_ms = own.value - base.value,
                          .interval = interval(std::minus<>()),
                          .relative = ratio(own.value, base.value),
                          .relative_interval = interval(ratio)};
}

std::vector<double> latencies_ms(const std::vector<RequestRecord>& records, bool e2e,
                                 std::optional<std::int32_t> slo_class) {
  std::vector<double> latencies;
  for (const RequestRecord& record : records) {
    if (slo_class && record.slo_class.value() != *slo_class) continue;
    const bool served =
        e2e ? record.status == RequestStatus::completed : record.ttft_us != engine::kNever;
    const engine::TimeUs us = e2e ? record.e2e_us : record.ttft_us;
    latencies.push_back(served ? static_cast<double>(us) / kUsPerMs
                               : std::numeric_limits<double>::infinity());
  }
  return latencies;
}

}  // namespace servesweep::sweep
