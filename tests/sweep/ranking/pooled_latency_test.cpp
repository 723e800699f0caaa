#include "sweep/ranking/pooled_latency.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numeric>

namespace servesweep::sweep::test::pooled_latency_test {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// 1, 2, … n, all times `factor`.
std::vector<double> ramp(std::size_t n, double factor = 1) {
  std::vector<double> values(n);
  for (std::size_t i = 0; i < n; ++i) values[i] = factor * static_cast<double>(i + 1);
  return values;
}

}  // namespace

TEST_CASE("pooled latency: a percentile needs ten requests beyond it") {
  CHECK(requests_needed(99) == 1000);
  CHECK(requests_needed(99.9) == 10'000);
  CHECK(requests_needed(50) == 20);
  CHECK(requests_needed(10) == 100);
  CHECK(LatencyPool({{1, ramp(999)}}, {}).pooled().refused);
  CHECK_FALSE(LatencyPool({{1, ramp(500)}, {2, ramp(500)}}, {}).pooled().refused);
}

TEST_CASE("pooled latency: the pool, each seed's own percentile, and their intervals") {
  const LatencyPool pool({{1, ramp(1000)}, {2, ramp(1000, 2)}}, {.percentile = 50});
  const PooledPercentile& pooled = pool.pooled();
  CHECK(pooled.seeds == 2);
  CHECK(pooled.requests == 2000);
  // Below x lie x of the first and x/2 of the second: 1000 at x = 666.7.
  CHECK(pooled.value_ms == doctest::Approx(666.7).epsilon(0.002));
  CHECK(pooled.per_seed.mean == doctest::Approx((500.5 + 1001) / 2));
  CHECK(pooled.interval == Interval{});  // two seeds are too few
  LatenciesBySeed five;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    five[seed] = ramp(1000, seed == 1 ? 2 : 1);
  }
  const PooledPercentile most = LatencyPool(five, {.percentile = 50}).pooled();
  CHECK(most.interval.lower == doctest::Approx(500.5));  // never the first seed
  CHECK(most.interval.upper > 800);                      // nearly always the first seed
  CHECK(most.interval.upper <= 1001);
}

TEST_CASE("pooled latency: who was not served is infinitely late") {
  std::vector<double> some = ramp(1100);
  for (std::size_t i = 0; i < 12; ++i) some[i] = kInfinity;
  const LatencyPool pool({{1, some}}, {});
  CHECK(pool.pooled().served == 1088);
  CHECK_FALSE(pool.pooled().refused);
  CHECK(std::isinf(pool.pooled().value_ms));  // 1.1 % are
  CHECK(std::isfinite(LatencyPool({{1, some}}, {.percentile = 98}).pooled().value_ms));
}

TEST_CASE("pooled latency: differences are of the same resample on both sides") {
  // One side is the other times 1.1 under every seed, so in every resample.
  LatenciesBySeed base, slower;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    base[seed] = ramp(200, static_cast<double>(seed));
    slower[seed] = ramp(200, 1.1 * static_cast<double>(seed));
  }
  const LatencyPool baseline(base, {});
  CHECK(baseline.pooled().interval.upper > 1.1 * baseline.pooled().interval.lower);
  const auto difference = LatencyPool(slower, {}).difference_from(baseline);
  REQUIRE(difference);
  CHECK(difference->pairs == 12);
  CHECK(difference->relative == doctest::Approx(0.1));
  CHECK(difference->relative_interval.lower == doctest::Approx(0.1));
  CHECK(difference->relative_interval.upper == doctest::Approx(0.1));
  CHECK(difference->difference_ms == doctest::Approx(0.1 * baseline.pooled().value_ms));
}

TEST_CASE("pooled latency: differences are over seeds of both sides, if these are enough") {
  LatenciesBySeed base{{1, ramp(600)}, {2, ramp(600)}, {3, ramp(600)}};
  LatenciesBySeed other{{2, ramp(600, 2)}, {3, ramp(600, 2)}, {4, ramp(600, 900)}};
  const auto difference = LatencyPool(other, {}).difference_from(LatencyPool(base, {}));
  REQUIRE(difference);
  CHECK(difference->pairs == 2);
  CHECK(difference->relative == doctest::Approx(1));
  base.erase(3);
  CHECK_FALSE(LatencyPool(other, {}).difference_from(LatencyPool(base, {})));  // 600 of 1000
  CHECK_FALSE(LatencyPool({{9, ramp(2000)}}, {}).difference_from(LatencyPool(base, {})));
}

TEST_CASE("pooled latency: of the requests of a run, by kind and class") {
  std::vector<engine::RequestRecord> records(3);
  records[0].status = engine::RequestStatus::completed;
  records[0].slo_class = engine::SloClassId(1);
  records[0].ttft_us = 1500;
  records[0].e2e_us = 9000;
  records[1].status = engine::RequestStatus::running;  // has its first token
  records[1].slo_class = engine::SloClassId(0);
  records[1].ttft_us = 2500;
  records[2].status = engine::RequestStatus::rejected;
  records[2].slo_class = engine::SloClassId(0);
  CHECK(latencies_ms(records, false, {}) == std::vector<double>{1.5, 2.5, kInfinity});
  CHECK(latencies_ms(records, true, {}) == std::vector<double>{9, kInfinity, kInfinity});
  CHECK(latencies_ms(records, true, 1) == std::vector<double>{9});
  CHECK(latencies_ms(records, true, 2).empty());
}

}  // namespace servesweep::sweep::test::pooled_latency_test
