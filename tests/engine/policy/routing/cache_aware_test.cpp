#include "engine/policy/routing/cache_aware.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/known_matches.h"
#include "tests/engine/policy/policy_views.h"

namespace cache_aware_test {

using namespace servesweep::engine;
using Reason = RoutingIntent::Reason;

namespace {

RoutingDecision route(const ViewedCluster& cluster,
                      std::map<std::string, ParameterValue, std::less<>> parameters = {}) {
  parameters.emplace("precise", true);
  const auto policy = make_policy(routing_policies(), "cache-aware", std::move(parameters));
  policy->reset(cluster.load.size());
  return policy->route(cluster.at(0));
}

}  // namespace

TEST_CASE("CacheAware: the first holder of the longest match while loads are balanced") {
  const KnownMatches known({{}, {.gpu_blocks = 4}, {.gpu_blocks = 4}});
  ViewedCluster cluster{.load = {0, 9, 1}, .used_kv_blocks = {}};
  cluster.directory = &known;  // 64 of 100 tokens
  const RoutingDecision decision = route(cluster);
  CHECK(decision.instance == InstanceId(1));
  CHECK(decision.intent.expected_cached_tokens == 64);
  CHECK(decision.intent.reason == Reason::affinity);
}

TEST_CASE("CacheAware: the match must exceed the threshold") {
  const KnownMatches known({{}, {.gpu_blocks = 3}});
  ViewedCluster cluster{.load = {0, 1}, .used_kv_blocks = {}};
  cluster.directory = &known;
  cluster.request.input_tokens = 160;  // 0.3 of it
  CHECK(route(cluster, {{"match_threshold", 0.25}}).instance == InstanceId(1));
  CHECK(route(cluster).instance == InstanceId(0));
  CHECK(route(cluster).intent.reason == Reason::spill);
  CHECK(route(cluster, {{"match_threshold", 0.0}}).instance == InstanceId(1));
  cluster.request.input_tokens = 48;
  CHECK(route(cluster).instance == InstanceId(1));
  CHECK(route(cluster, {{"match_threshold", 1.0}}).instance == InstanceId(0));
}

TEST_CASE("CacheAware: imbalance needs both thresholds to be exceeded") {
  const KnownMatches known({{.gpu_blocks = 6}, {}});
  ViewedCluster cluster{.load = {10, 4}, .used_kv_blocks = {}};
  cluster.directory = &known;
  CHECK(route(cluster, {{"balance_absolute", 6.0}}).instance == InstanceId(0));
  CHECK(route(cluster, {{"balance_absolute", 5.0}}).instance == InstanceId(1));
  CHECK(route(cluster, {{"balance_absolute", 0.0}, {"balance_relative", 2.5}}).instance ==
        InstanceId(0));
  CHECK(route(cluster, {{"balance_absolute", 0.0}, {"balance_relative", 1.0}}).instance ==
        InstanceId(1));
  CHECK_THROWS_AS(route(cluster, {{"balance_relative", 0.5}}), Problem);
}

TEST_CASE("CacheAware: imbalanced or not, the index learns") {
  const auto policy = make_policy(routing_policies(), "cache-aware", {{"balance_absolute", 1.0}});
  policy->reset(2);
  const std::vector<Segment> prompt{{ChainId(0), kAllFurtherTokens}};
  ViewedCluster cluster{.load = {9, 0}, .used_kv_blocks = {}};
  cluster.request.content = prompt;
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(1));
  cluster.load = {0, 1};
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(1));
}

}  // namespace cache_aware_test
