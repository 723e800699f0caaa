#include "engine/policy/routing/predicted_latency.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/engine/policy/known_matches.h"
#include "tests/engine/policy/policy_views.h"

namespace predicted_latency_test {

using namespace servesweep::engine;
using Values = std::map<std::string, ParameterValue, std::less<>>;

namespace {

std::unique_ptr<RoutingPolicy> predicted(Values parameters, std::size_t instances) {
  auto policy = make_policy(routing_policies(), "predicted-latency", std::move(parameters));
  policy->reset(instances);
  return policy;
}

std::int32_t route(const ViewedCluster& cluster, Values parameters = {}) {
  return predicted(std::move(parameters), cluster.load.size())
      ->route(cluster.at(0))
      .instance.value();
}

/// First tokens after 29000, 19000 and 39000 µs; a token takes 7003 + 3·decoding.
ViewedCluster three() {
  ViewedCluster cluster{.load = {1, 1, 1}, .used_kv_blocks = {}};
  cluster.inflight_prefill_tokens = {1000, 500, 1500};
  return cluster;
}

}  // namespace

TEST_CASE("PredictedLatency: packs what meets the target, or levels it") {
  ViewedCluster cluster = three();
  cluster.request.ttft_target_us = 29'000;
  CHECK(route(cluster) == 0);
  CHECK(route(cluster, {{"pack", false}}) == 1);
  cluster.request.ttft_target_us = 28'999;
  CHECK(route(cluster) == 1);
  CHECK(route(cluster, {{"factor", 1.5}}) == 2);  // 43498
  cluster.request.ttft_target_us = 40'000;
  const auto policy = predicted({}, 3);
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(2));
  CHECK(policy->scores()[0] == 0.51);
  CHECK(policy->scores()[1] == 0.01);
  CHECK(policy->scores()[2] == 1.01);
  CHECK(policy->route(cluster.at(1001)).instance == InstanceId(0));  // the clock has run
  CHECK(policy->scores()[2] == 0);
}

TEST_CASE("PredictedLatency: scores in steps of 0.01, drawn in proportion if wanted") {
  ViewedCluster cluster = three();
  cluster.inflight_prefill_tokens[0] = 1499;  // 1020 µs of 40000 left; 21000 and 1000 elsewhere
  cluster.request.ttft_target_us = 40'000;
  const auto policy = predicted({{"proportional", true}}, 3);
  std::vector<int> counts(3, 0);
  for (std::int32_t i = 0; i < 3000; ++i) {
    cluster.request.id = RequestId(i);
    ++counts[policy->route(cluster.at(0)).instance.index()];
  }
  CHECK(policy->scores()[0] == 1);
  CHECK(policy->scores()[1] == 0.01);
  CHECK(policy->scores()[2] == 1.01);
  // Shares 1, 0.01 and 1.01 of 2.02; four standard deviations of 27.4 and 3.8.
  CHECK(std::abs(counts[0] - 1485) < 110);
  CHECK(std::abs(counts[1] - 15) < 16);
}

TEST_CASE("PredictedLatency: if nobody meets it, an idle one, else who misses least") {
  ViewedCluster cluster = three();
  cluster.request.ttft_target_us = 10;
  CHECK(route(cluster) == 1);
  CHECK(route(cluster, {{"pack", false}}) == 1);
  CHECK(route(cluster, {{"factor", 0.0}}) == 1);
  cluster.load = {1, 1, 0};
  CHECK(route(cluster) == 2);
}

TEST_CASE("PredictedLatency: without targets the lowest latencies, by weight") {
  ViewedCluster cluster = three();
  CHECK(route(cluster) == 1);
  cluster.reports = {{.decoding = 5}, {.decoding = 10}, {}};
  CHECK(route(cluster, {{"ttft_weight", 1.0}}) == 1);
  CHECK(route(cluster, {{"ttft_weight", 0.0}}) == 2);
}

TEST_CASE("PredictedLatency: a missed token time is worse than none, better than a late start") {
  ViewedCluster cluster = three();
  cluster.reports = {{.decoding = 9}, {.decoding = 100}, {}};  // 7030, 7303, 7003 per token
  cluster.request.ttft_target_us = 30'000;
  cluster.request.tpot_target_us = 7'100;
  CHECK(route(cluster) == 0);  // both met; 2 is late, 1 is slow
  cluster.request.tpot_target_us = 7'029;
  CHECK(route(cluster) == 0);  // 0 and 1 are slow, 0 by less; 2 is late
  CHECK(route(cluster, {{"ttft_weight", 0.0}}) == 0);
  cluster.request.tpot_target_us = 7'010;
  cluster.request.ttft_target_us = 15'000;
  CHECK(route(cluster) == 2);          // only late; the others are late and slow
  cluster.request.ttft_target_us = 0;  // a target that is not there cannot be missed
  CHECK(route(cluster) == 2);
}

TEST_CASE("PredictedLatency: the own uncached part counts, and the rest of the step") {
  const KnownMatches known({{}, {.gpu_blocks = 6}, {}});
  ViewedCluster cluster{.load = {1, 1, 1}, .used_kv_blocks = {}};
  cluster.directory = &known;
  const RoutingDecision decision = predicted({{"precise", true}}, 3)->route(cluster.at(0));
  CHECK(decision.instance == InstanceId(1));
  CHECK(decision.intent.expected_cached_tokens == 96);
  CHECK(decision.intent.reason == RoutingIntent::Reason::affinity);
  cluster.reports = {{}, {.step_start_us = 1921 - 7000}, {.step_start_us = 1 - 7000}};
  CHECK(route(cluster, {{"precise", true}, {"ttft_weight", 1.0}}) == 0);
  cluster.reports = {{.backlog_tokens = 97}, {}, {.backlog_tokens = 1}};
  CHECK(route(cluster, {{"precise", false}, {"reported", true}}) == 1);
}

TEST_CASE("PredictedLatency: gates narrow the choice, by predicted delays") {
  // First tokens after 29000 − 1920, 19000 − 1600 and 39000 µs.
  const KnownMatches known({{.gpu_blocks = 6}, {.gpu_blocks = 5}, {}});
  ViewedCluster cluster = three();
  cluster.directory = &known;
  const auto chosen = [&](Values values) {
    values.emplace("precise", true);
    return route(cluster, std::move(values));
  };
  CHECK(chosen({}) == 1);
  CHECK(chosen({{"outer_theta", 0.9}}) == 0);
  CHECK(chosen({{"inner_theta", 0.9}}) == 0);
  CHECK(chosen({{"inner_theta", 0.9}, {"inner_penalty_us", 9'680.0}}) == 0);
  CHECK(chosen({{"inner_theta", 0.9}, {"inner_penalty_us", 9'679.0}}) == 1);
  cluster.request.ttft_target_us = 20'000;
  CHECK(chosen({{"inner_theta", 0.9}}) == 1);  // 0 would miss the target
  CHECK(chosen({{"outer_theta", 0.9}}) == 0);
  CHECK(chosen({{"tier_explore_share", 1.0}}) == 0);  // of those that miss it
}

TEST_CASE("PredictedLatency: predictions err as declared") {
  // The better instance is exp(0.5) times faster; the difference of two logarithms with σ = 1 has
  // standard deviation √2, so that it loses with probability Φ(−0.5/√2) = 0.36184.
  ViewedCluster cluster{.load = {1, 1}, .used_kv_blocks = {}};
  cluster.cost = {.fixed_us = 0, .prefill_us_per_token = 1000, .decode_us_per_request = 0};
  cluster.request.input_tokens = 1'000'000;
  cluster.inflight_prefill_tokens = {0, 648'721};
  const auto count_worse = [&](double error, double seed) {
    const auto policy = predicted({{"error", error}, {"seed", seed}, {"ttft_weight", 1.0}}, 2);
    int worse = 0;
    for (std::int32_t i = 0; i < 10'000; ++i) {
      cluster.request.id = RequestId(i);
      worse += policy->route(cluster.at(0)).instance.value();
    }
    return worse;
  };
  CHECK(count_worse(0, 0) == 0);
  CHECK(std::abs(count_worse(1, 0) - 3618) < 193);  // four standard deviations of 48
  CHECK(count_worse(1, 0) == count_worse(1, 0));
  CHECK(count_worse(1, 1) != count_worse(1, 0));
  CHECK_THROWS_AS(predicted({{"error", -1.0}}, 2), Problem);
}

}  // namespace predicted_latency_test
