#include "engine/policy/pool_regime.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/engine/policy/policy_views.h"

namespace pool_regime_test {

using namespace servesweep::engine;

namespace {

using Values = std::map<std::string, ParameterValue, std::less<>>;

PoolRegime pool(Values values) {
  const PolicyInfo info{.name = "test",
                        .what = "",
                        .formula = "",
                        .source = "",
                        .parameters = PoolRegime::parameters()};
  return PoolRegime(Parameters({.policy = "test", .parameters = std::move(values), .scorers = {}},
                               info, "field"));
}

/// Steps of 2,048 tokens: beside 48 decodes 2,000 prompt tokens in 7,000 + 20·2,000 + 3·48 =
/// 47,144 us. Two instances: 4,000 tokens in that time.
ViewedCluster two_instances() {
  ViewedCluster cluster{.load = {0, 0}, .used_kv_blocks = {}};
  cluster.reports = {{.decoding = 48}, {.decoding = 48}};
  cluster.request.input_tokens = 1000;
  return cluster;
}

}  // namespace

TEST_CASE("PoolRegime: arrivals relative to what full steps work off") {
  PoolRegime load = pool({{"ewma_us", 1e6}, {"dwell_us", 0.0}});
  const ViewedCluster cluster = two_instances();
  CHECK(load.offer(cluster.at(0)) == Regime::calm);
  CHECK(load.rho() == doctest::Approx(1000.0 / 1e6 / (4000.0 / 47'144)));  // 0.011786
  // One every 11,786 us is as much as the pool can do; just after an arrival half of one more.
  for (TimeUs i = 1; i <= 1000; ++i) static_cast<void>(load.offer(cluster.at(i * 11'786)));
  CHECK(load.rho() == doctest::Approx(1 + 0.011786 / 2).epsilon(1e-4));
  CHECK(load.regime() == Regime::overloaded);
}

TEST_CASE("PoolRegime: tokens in flight count as far as they fit into the time constant") {
  PoolRegime load = pool({{"ewma_us", 47'144.0}});
  ViewedCluster cluster = two_instances();
  cluster.request.input_tokens = 400;
  cluster.inflight_prefill_tokens = {3000, 600};
  static_cast<void>(load.offer(cluster.at(0)));
  CHECK(load.rho() == doctest::Approx(1.0));  // (400 + 3,600) / 4,000
}

TEST_CASE("PoolRegime: a cached share is no work") {
  PoolRegime load = pool({{"ewma_us", 47'144.0}, {"cached_share", 0.75}});
  static_cast<void>(load.offer(two_instances().at(0)));
  CHECK(load.rho() == doctest::Approx(250.0 / 4000));
}

TEST_CASE("PoolRegime: slots can be scarcer than tokens") {
  PoolRegime load = pool({});
  ViewedCluster cluster = two_instances();
  cluster.load = {500, 140};  // of 256 each
  CHECK(load.offer(cluster.at(0)) == Regime::overloaded);
  CHECK(load.rho() == doctest::Approx(1.25));
  load.reset();
  CHECK(load.regime() == Regime::calm);
  CHECK(load.rho() == 0);
}

TEST_CASE("PoolRegime: decodes that fill the step leave nothing; a free step is no load") {
  PoolRegime load = pool({{"ewma_us", 47'144.0}});
  ViewedCluster cluster = two_instances();
  cluster.reports[0].decoding = cluster.reports[1].decoding = 5000;
  CHECK(load.offer(cluster.at(0)) == Regime::overloaded);
  // One token per step of 7,000 + 20 + 15,000 us on each of two.
  CHECK(load.rho() == doctest::Approx(1000.0 / 47'144 / (2.0 / 22'020)));
  load.reset();
  cluster.reports[0].decoding = cluster.reports[1].decoding = 0;
  cluster.cost = {};
  CHECK(load.offer(cluster.at(0)) == Regime::calm);
  CHECK(load.rho() < 1e-4);
}

}  // namespace pool_regime_test
