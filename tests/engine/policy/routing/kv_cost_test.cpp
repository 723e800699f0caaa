#include "engine/policy/routing/kv_cost.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/engine/policy/known_matches.h"
#include "tests/engine/policy/policy_views.h"

namespace kv_cost_test {

using namespace servesweep::engine;
using Values = std::map<std::string, ParameterValue, std::less<>>;
using Costs = std::vector<double>;

namespace {

std::unique_ptr<RoutingPolicy> cost_routing(Values parameters, std::size_t instances) {
  parameters.emplace("precise", true);
  auto policy = make_policy(routing_policies(), "cost", std::move(parameters));
  policy->reset(instances);
  return policy;
}

/// Costs of the first decision.
Costs costs(const ViewedCluster& cluster, Values parameters) {
  const auto policy = cost_routing(std::move(parameters), cluster.load.size());
  static_cast<void>(policy->route(cluster.at(0)));
  Costs costs;
  for (const double score : policy->scores()) costs.push_back(-score);
  return costs;
}

/// A prompt of ten blocks of 16; 4 GPU and 4 lower blocks on instance 0; 320 and 160 tokens in
/// flight; reported 7 and 9 blocks in use.
struct Pair {
  Pair() {
    cluster.directory = &known;
    cluster.request.input_tokens = 160;
    cluster.request.predicted_output_tokens = 40;
    cluster.inflight_prefill_tokens = {320, 160};
  }
  KnownMatches known{{{.gpu_blocks = 4, .lower_tier_blocks = 4}, {}}};
  ViewedCluster cluster{.load = {2, 5}, .used_kv_blocks = {7, 9}};
};

}  // namespace

TEST_CASE("KvCost: blocks to compute minus credits, plus active blocks") {
  const Pair pair;
  // (320 + 160)/16 − 4 − 0.75·4 = 23, (160 + 160)/16 = 20; the request itself holds 10.
  CHECK(costs(pair.cluster, {}) == Costs{23 + 10, 20 + 10});
  CHECK(costs(pair.cluster, {{"credit", 2.0}, {"lower_tier_credit", 0.0}}) == Costs{32, 30});
  CHECK(costs(pair.cluster, {{"prefill_scale", 0.0}}) == Costs{10, 10});
  CHECK(costs(pair.cluster, {{"request_cost", 2.0}}) == Costs{33 + 4, 30 + 10});
  CHECK(costs(pair.cluster, {{"reported", true}}) == Costs{33 + 7, 30 + 9});
  CHECK(costs(pair.cluster, {{"output_share", 1.0}}) == Costs{23 + 13, 20 + 13});  // ⌈200/16⌉
  CHECK(costs(pair.cluster, {{"multiply", true}, {"reported", true}}) == Costs{23 * 18, 20 * 20});
  CHECK(costs(pair.cluster, {{"credit", 1000.0}}) == Costs{10, 30});  // never below zero
}

TEST_CASE("KvCost: the credit fades where more prompt tokens are in flight") {
  const Pair pair;
  // Surplus 160 of 160 tokens: 1/(1 + 1) of the GPU credit.
  CHECK(costs(pair.cluster, {{"credit_decay", 1.0}}) == Costs{30 - 2 - 3 + 10, 30});
}

TEST_CASE("KvCost: counts the blocks of its own requests that are still there") {
  const KnownMatches nothing({{}, {}});
  ViewedCluster cluster{.load = {0, 9}, .used_kv_blocks = {}};
  cluster.directory = &nothing;
  cluster.inflight_prefill_tokens = {0, 80};
  cluster.request.input_tokens = 160;
  const auto policy = cost_routing({}, 2);
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(0));
  cluster.load = {1, 9};
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(1));
  CHECK(policy->scores()[0] == -(10 + 10 + 10));
  CHECK(policy->scores()[1] == -(15 + 10));
  cluster.load = {0, 9};
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(0));
  CHECK(policy->scores()[0] == -(10 + 10));
}

TEST_CASE("KvCost: equal costs are drawn uniformly, temperature draws by cost") {
  const KnownMatches nothing({{}, {}, {}});
  ViewedCluster cluster{.load = {0, 0, 0}, .used_kv_blocks = {0, 10, 20}};
  cluster.directory = &nothing;
  const auto count = [&](Values parameters) {
    parameters.emplace("reported", true);
    const auto policy = cost_routing(std::move(parameters), 3);
    std::vector<int> counts(3, 0);
    for (std::int32_t i = 0; i < 3000; ++i) {
      cluster.request.id = RequestId(i);
      ++counts[policy->route(cluster.at(0)).instance.index()];
    }
    return counts;
  };
  CHECK(count({}) == std::vector{3000, 0, 0});
  const std::vector<int> soft = count({{"temperature", 0.5}});
  const double sum = 1 + std::exp(-1) + std::exp(-2);
  for (const int i : {0, 1, 2}) {
    const double share = std::exp(-i) / sum;
    const double deviation = std::sqrt(3000 * share * (1 - share));
    CHECK(std::abs(soft[static_cast<std::size_t>(i)] - 3000 * share) < 4 * deviation);
  }
  cluster.used_kv_blocks = {10, 10, 10};
  for (const double temperature : {0.0, 0.5}) {
    for (const int equal : count({{"temperature", temperature}})) {
      CHECK(std::abs(equal - 1000) < 104);  // four times √(3000·2/9)
    }
  }
}

TEST_CASE("KvCost: says what it expects, refuses what makes no sense") {
  const Pair pair;
  const RoutingDecision decision = cost_routing({}, 2)->route(pair.cluster.at(0));
  CHECK(decision.instance == InstanceId(1));
  CHECK(decision.intent.reason == RoutingIntent::Reason::spill);
  const RoutingDecision greedy =
      cost_routing({{"credit", 2.0}, {"lower_tier_credit", 1.0}}, 2)->route(pair.cluster.at(0));
  CHECK(greedy.instance == InstanceId(0));
  CHECK(greedy.intent.expected_cached_tokens == 128);
  CHECK_THROWS_AS(cost_routing({{"credit", -0.1}}, 2), Problem);
}

}  // namespace kv_cost_test
