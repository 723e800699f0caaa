#include "sweep/statistics/pooled_values.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "engine/metrics/percentile.h"
#include "sweep/statistics/bootstrap_interval.h"

namespace servesweep::sweep::test::pooled_values_test {
namespace {

using Values = std::vector<std::vector<double>>;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// The obvious way: a list with every value as often as it counts.
double naive(const Values& by_seed, double p, std::span<const std::uint32_t> weights) {
  std::vector<double> all;
  for (std::size_t s = 0; s < by_seed.size(); ++s) {
    for (std::uint32_t i = 0; i < weights[s]; ++i) {
      all.insert(all.end(), by_seed[s].begin(), by_seed[s].end());
    }
  }
  return engine::percentile(std::span(all), p);
}

/// Runs of normal latencies that remember the one before: X′ = φX + √(1 − φ²)·ε.
class Autoregression {
 public:
  Autoregression(double memory, std::uint64_t seed) : memory_(memory), random_(seed) {}

  std::vector<double> run(std::size_t requests) {
    std::vector<double> values(requests);
    double value = normal_(random_);
    for (double& slot : values) {
      slot = value;
      value = memory_ * value + std::sqrt(1 - memory_ * memory_) * normal_(random_);
    }
    return values;
  }

 private:
  double memory_;
  std::mt19937_64 random_;
  boost::random::normal_distribution<double> normal_;
};

/// The interval between order statistics that would be right if requests were independent.
Interval order_statistic_interval(const Values& by_seed, double share) {
  std::vector<double> all;
  for (const auto& run : by_seed) all.insert(all.end(), run.begin(), run.end());
  std::ranges::sort(all);
  const boost::math::binomial_distribution<double> below(static_cast<double>(all.size()), share);
  const auto at = [&](double q) {
    return all[static_cast<std::size_t>(boost::math::quantile(below, q))];
  };
  return {at(0.025), at(0.975)};
}

}  // namespace

TEST_CASE("pooled values: small pools by hand") {
  const PooledValues pool(Values{{3, 1}, {2, 10}});
  CHECK(pool.size() == 4);
  CHECK(pool.percentile(50) == 2.5);  // 1 2 3 10
  CHECK(pool.percentile(100) == 10);
  CHECK(pool.percentile(0) == 1);
  const std::vector<std::uint32_t> first_only{2, 0};  // 1 1 3 3
  CHECK(pool.percentile(50, first_only) == 2);
  CHECK(pool.percentile(0, std::vector<std::uint32_t>{0, 1}) == 2);
  CHECK(std::isnan(pool.percentile(50, std::vector<std::uint32_t>{0, 0})));
  CHECK(std::isnan(PooledValues(Values{{}, {}}).percentile(50)));
}

TEST_CASE("pooled values: who was never served counts as infinitely late") {
  const PooledValues pool(Values{{1, 2, 3}, {4, kInfinity, kInfinity}});
  CHECK(pool.finite() == 4);
  CHECK(pool.percentile(60) == 4);          // rank 3
  CHECK(pool.percentile(61) == kInfinity);  // between 4 and never
  CHECK(pool.percentile(99) == kInfinity);
  CHECK(pool.percentile(99, std::vector<std::uint32_t>{2, 0}) == 3);
}

TEST_CASE("pooled values: the fast way finds what the obvious way finds") {
  std::mt19937_64 random(5);
  const SeedResamples resamples(6, 40);
  for (const std::size_t most : {1, 30, 900}) {
    Values by_seed(6);
    for (auto& run : by_seed) {
      run.resize(random() % (most + 1) + (run.data() == by_seed[0].data() ? 1 : 0));
      for (double& value : run) value = static_cast<double>(random() % (2 * most));  // with ties
    }
    const PooledValues pool(by_seed);
    for (const double p : {0.0, 12.5, 50.0, 99.0, 99.9, 100.0}) {
      const std::vector<double> fast = pool.percentiles(p, resamples);
      for (std::size_t r = 0; r < resamples.size(); ++r) {
        const double slow = naive(by_seed, p, resamples.weights(r));
        if (std::isnan(fast[r])) continue;  // an empty resample
        CHECK(fast[r] == doctest::Approx(slow).epsilon(1e-12));
      }
    }
  }
}

TEST_CASE(
    "pooled values: resampling seeds covers the P99 of correlated requests, order statistics "
    "do not") {
  // 20 seeds of 500 requests whose latencies are normal and forget by a factor 0.95: about as much
  // worth as 1/20 of them were they independent. P99 of a standard normal: 2.3263.
  constexpr int kRepetitions = 500;
  constexpr std::size_t kSeeds = 20, kRequests = 500;
  constexpr double kTrue = 2.3263479;
  Autoregression requests(0.95, 99);
  const SeedResamples resamples(kSeeds);
  int cluster = 0, order = 0;
  for (int i = 0; i < kRepetitions; ++i) {
    Values by_seed(kSeeds);
    for (auto& run : by_seed) run = requests.run(kRequests);
    const std::vector<double> replicates = PooledValues(by_seed).percentiles(99, resamples);
    cluster += expanded_percentile_interval(replicates, kSeeds, 0.95).contains(kTrue) ? 1 : 0;
    order += order_statistic_interval(by_seed, 0.99).contains(kTrue) ? 1 : 0;
  }
  CHECK(cluster >= 0.90 * kRepetitions);
  CHECK(cluster <= 0.97 * kRepetitions);
  CHECK(order < 0.6 * kRepetitions);
}

TEST_CASE(
    "pooled values: the same resample on both sides covers a difference of P99, and narrowly") {
  // The treatment is 0.3 above the baseline under every seed but for noise of its own; seeds shift
  // both by the same normal number. So the difference of both pools' P99 is 0.3.
  constexpr int kRepetitions = 300;
  constexpr std::size_t kSeeds = 20, kRequests = 300;
  Autoregression requests(0.9, 17);
  const SeedResamples resamples(kSeeds);
  int covered = 0;
  double paired_width = 0, own_width = 0;
  for (int i = 0; i < kRepetitions; ++i) {
    Values base(kSeeds), treated(kSeeds);
    const std::vector<double> shifts =
        Autoregression(0, 1000 + static_cast<std::uint64_t>(i)).run(kSeeds);
    for (std::size_t s = 0; s < kSeeds; ++s) {
      base[s] = requests.run(kRequests);
      treated[s] = requests.run(kRequests);
      for (double& value : base[s]) value += shifts[s];
      for (double& value : treated[s]) value += shifts[s] + 0.3;
    }
    std::vector<double> replicates = PooledValues(treated).percentiles(99, resamples);
    own_width += expanded_percentile_interval(replicates, kSeeds, 0.95).half_width();
    const std::vector<double> others = PooledValues(base).percentiles(99, resamples);
    for (std::size_t r = 0; r < others.size(); ++r) replicates[r] -= others[r];
    const Interval interval = expanded_percentile_interval(replicates, kSeeds, 0.95);
    covered += interval.contains(0.3) ? 1 : 0;
    paired_width += interval.half_width();
  }
  CHECK(covered >= 0.90 * kRepetitions);
  CHECK(covered <= 0.98 * kRepetitions);
  CHECK(paired_width < own_width);
}

}  // namespace servesweep::sweep::test::pooled_values_test
