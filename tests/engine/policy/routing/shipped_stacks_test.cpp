/// What stacks as shipped in 2026 must decide, from their published formulas and defaults.

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "engine/policy/routing/routing_policy.h"
#include "tests/engine/policy/known_matches.h"
#include "tests/engine/policy/policy_views.h"

namespace shipped_stacks_test {

using namespace servesweep::engine;

namespace {

PolicySpec part(const char* scorer, double weight) {
  return {.policy = scorer, .parameters = {{"weight", weight}}, .scorers = {}};
}

/// llm-d router with its compiled weights; prefix by the directory, so that a test can set it.
std::unique_ptr<RoutingPolicy> llmd_router(std::size_t instances) {
  auto policy = routing_policies().create(
      {.policy = "weighted",
       .parameters = {{"random_ties", true}},
       .scorers = {part("waiting-queue", 2), part("kv-utilization", 2), part("precise-prefix", 3)}},
      "routing");
  policy->reset(instances);
  return policy;
}

std::unique_ptr<RoutingPolicy> shipped(const char* name,
                                       std::map<std::string, ParameterValue, std::less<>> values,
                                       std::size_t instances) {
  auto policy = make_policy(routing_policies(), name, std::move(values));
  policy->reset(instances);
  return policy;
}

/// Sends request `id` and lets the prompt tokens in flight rise by its uncached ones, within one
/// report.
RoutingDecision send(RoutingPolicy& policy, ViewedCluster& cluster, std::int32_t id) {
  cluster.request.id = RequestId(id);
  const RoutingDecision decision = policy.route(cluster.at(0));
  cluster.inflight_prefill_tokens[decision.instance.index()] +=
      cluster.request.input_tokens - decision.intent.expected_cached_tokens;
  return decision;
}

}  // namespace

TEST_CASE("llm-d router: equal signals score 2 + 2(1 − u) + 3H, and the choice is uniform") {
  const auto policy = llmd_router(4);
  const KnownMatches known(std::vector<CacheMatch>(4, {.gpu_blocks = 3}));
  ViewedCluster cluster{.load = {1, 1, 1, 1}, .used_kv_blocks = {30, 30, 30, 30}};
  cluster.directory = &known;
  cluster.request.input_tokens = 64;
  std::vector<int> counts(4, 0);
  for (std::int32_t i = 0; i < 4000; ++i) {
    cluster.request.id = RequestId(i);
    ++counts[policy->route(cluster.at(0)).instance.index()];
  }
  for (const double score : policy->scores()) {
    CHECK(7 * score == doctest::Approx(2 + 2 * 0.7 + 3 * 0.75));
  }
  // 1000 expected, standard deviation √(4000·3/16) = 27.4; four of them.
  for (const int count : counts) CHECK(std::abs(count - 1000) < 110);
}

TEST_CASE("llm-d router: one waiting request is worth two thirds of the prompt") {
  const auto chosen = [](std::int32_t cached_percent) {
    const KnownMatches known({{}, {.gpu_blocks = cached_percent}});
    ViewedCluster cluster{.load = {0, 1}, .used_kv_blocks = {50, 50}};
    cluster.reports = {{}, {.waiting = 1}};
    cluster.directory = &known;
    cluster.request.input_tokens = 1600;  // 100 blocks
    const auto policy = llmd_router(2);
    const InstanceId instance = policy->route(cluster.at(0)).instance;
    CHECK(7 * policy->scores()[0] == doctest::Approx(2 + 1));
    CHECK(7 * policy->scores()[1] == doctest::Approx(3 * cached_percent / 100.0 + 1));
    return instance.value();
  };
  CHECK(chosen(50) == 0);
  CHECK(chosen(66) == 0);
  CHECK(chosen(67) == 1);
  CHECK(chosen(70) == 1);
}

TEST_CASE("llm-d sticky guide: 18 s at 15,928 tokens/s are a gap of 286,704 tokens") {
  const auto chosen = [](std::int64_t tokens_in_flight) {
    const KnownMatches known({{.gpu_blocks = 6}, {}});
    ViewedCluster cluster{.load = {1, 0}, .used_kv_blocks = {}};
    cluster.directory = &known;
    cluster.inflight_prefill_tokens = {tokens_in_flight, 0};
    return shipped("sticky", {{"precise", true}, {"peak_tokens_per_s", 15928.0}}, 2)
        ->route(cluster.at(0))
        .instance.value();
  };
  CHECK(chosen(286'700) == 0);
  CHECK(chosen(286'704) == 0);
  CHECK(chosen(286'705) == 1);
}

TEST_CASE("llm-d router: an index of 64-token blocks counts the rest of a prompt as a block") {
  PolicySpec prefix = part("prefix-affinity", 1);
  prefix.parameters.insert(
      {{"capacity_blocks", 0.0}, {"index_block_tokens", 64.0}, {"index_limit_tokens", 256.0}});
  const auto policy = routing_policies().create(
      {.policy = "weighted", .parameters = {}, .scorers = {prefix}}, "routing");
  policy->reset(2);
  const std::vector<Segment> prompt{{ChainId(0), kAllFurtherTokens}};
  ViewedCluster cluster{.load = {0, 0}, .used_kv_blocks = {}};
  cluster.request.content = prompt;
  const auto score = [&](std::int32_t input_tokens) {
    cluster.request.input_tokens = input_tokens;
    CHECK(policy->route(cluster.at(0)).instance == InstanceId(0));
    return policy->scores()[0];
  };
  CHECK(score(100) == 0);
  CHECK(score(100) == 1);      // 64 + 36
  CHECK(score(200) == 0.25);   // one of four, and the engine would find 96 of 200 tokens
  CHECK(score(1000) == 0.75);  // three of the four that it looks at
  CHECK(score(2000) == 1);
}

TEST_CASE("SGLang gateway: imbalance is a difference above 64 and a ratio above 1.5") {
  const auto chosen = [](std::int32_t first, std::int32_t second) {
    const KnownMatches known({{.gpu_blocks = 6}, {}});
    ViewedCluster cluster{.load = {first, second}, .used_kv_blocks = {}};
    cluster.directory = &known;
    return shipped("cache-aware", {{"precise", true}}, 2)->route(cluster.at(0)).instance.value();
  };
  CHECK(chosen(65, 0) == 1);  // 65 > 64 and 65 > 0: the shortest queue
  CHECK(chosen(64, 0) == 0);
  CHECK(chosen(200, 140) == 0);  // 60 is not above 64: affinity
  CHECK(chosen(300, 210) == 0);  // 90 > 64, but 300 < 315
  CHECK(chosen(300, 199) == 1);
}

TEST_CASE("Dynamo: half a cached prompt of 100 blocks is worth 50 active blocks") {
  const auto chosen = [](std::int32_t active_blocks) {
    const KnownMatches known({{.gpu_blocks = 50}, {}});
    ViewedCluster cluster{.load = {0, 0}, .used_kv_blocks = {active_blocks, 0}};
    cluster.directory = &known;
    cluster.request.input_tokens = 1600;
    const auto policy = shipped("cost", {{"precise", true}, {"reported", true}}, 2);
    const InstanceId instance = policy->route(cluster.at(0)).instance;
    CHECK(policy->scores()[0] == -(50 + active_blocks + 100));  // the request's 100 blocks included
    CHECK(policy->scores()[1] == -(100 + 100));
    return instance.value();
  };
  CHECK(chosen(0) == 0);
  CHECK(chosen(49) == 0);
  CHECK(chosen(51) == 1);
}

TEST_CASE("A burst of equal requests within one report: the legacy llm-d guide sends all to one") {
  auto policy =
      routing_policies().create({.policy = "weighted",
                                 .parameters = {{"random_ties", true}},
                                 .scorers = {part("prefix-affinity", 3), part("waiting-queue", 2),
                                             part("kv-utilization", 2), part("no-hit-lru", 2)}},
                                "routing");
  policy->reset(4);
  const std::vector<Segment> prompt{{ChainId(0), kAllFurtherTokens}};
  ViewedCluster cluster{.load = {0, 0, 0, 0}, .used_kv_blocks = {}};
  cluster.inflight_prefill_tokens = {0, 0, 0, 0};
  cluster.request.content = prompt;
  cluster.request.input_tokens = 2000;
  const InstanceId first = send(*policy, cluster, 0).instance;
  for (std::int32_t i = 1; i < 200; ++i) CHECK(send(*policy, cluster, i).instance == first);
}

TEST_CASE("A burst of equal requests within one report: the sticky guide, until the token gap") {
  const auto policy =
      shipped("sticky", {{"peak_tokens_per_s", 15928.0}, {"capacity_blocks", 100'000.0}}, 4);
  const std::vector<Segment> prompt{{ChainId(0), 1600}};  // 100 of 120 blocks: above theta
  ViewedCluster cluster{.load = {0, 0, 0, 0}, .used_kv_blocks = {}};
  cluster.inflight_prefill_tokens = {0, 0, 0, 0};
  cluster.request.content = prompt;
  cluster.request.input_tokens = 1920;
  const InstanceId first = send(*policy, cluster, 0).instance;
  // 1920 tokens of the first request and 320 of each other one: the gap is exceeded by the 891st.
  std::int32_t sent = 1;
  while (sent < 2000 && send(*policy, cluster, sent).instance == first) ++sent;
  CHECK(sent == 891);
  CHECK(cluster.inflight_prefill_tokens[first.index()] == 1920 + 890 * 320);
}

}  // namespace shipped_stacks_test
