#include "engine/policy/routing/least_tokens.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/known_matches.h"
#include "tests/engine/policy/policy_views.h"

namespace least_tokens_test {

using namespace servesweep::engine;

namespace {

RoutingDecision route(const ViewedCluster& cluster,
                      std::map<std::string, ParameterValue, std::less<>> parameters) {
  const auto policy = make_policy(routing_policies(), "least-tokens", std::move(parameters));
  policy->reset(cluster.load.size());
  return policy->route(cluster.at(0));
}

}  // namespace

TEST_CASE("LeastTokens: tokens in flight plus own uncached ones") {
  const KnownMatches known({{.gpu_blocks = 5}, {}, {.lower_tier_blocks = 3}});
  ViewedCluster cluster{.load = {1, 1, 1}, .used_kv_blocks = {}};
  cluster.directory = &known;  // 100 own tokens: 20, 100 and 52 uncached
  cluster.inflight_prefill_tokens = {81, 0, 47};
  const RoutingDecision decision = route(cluster, {{"precise", true}});
  CHECK(decision.instance == InstanceId(2));  // 101, 100, 99
  CHECK(decision.intent.expected_cached_tokens == 48);
  CHECK(decision.intent.reason == RoutingIntent::Reason::spill);
  cluster.inflight_prefill_tokens = {78, 0, 47};
  CHECK(route(cluster, {{"precise", true}}).intent.reason == RoutingIntent::Reason::affinity);
  CHECK(route(cluster, {}).instance == InstanceId(1));  // its own index is empty
}

TEST_CASE("LeastTokens: decoding requests weigh, equals go to the smaller load") {
  ViewedCluster cluster{.load = {3, 2, 2}, .used_kv_blocks = {}};
  cluster.reports.assign(3, InstanceReport{.decoding = 2});
  cluster.reports[0].decoding = 1;
  CHECK(route(cluster, {{"decode_tokens", 0.0}}).instance == InstanceId(1));
  CHECK(route(cluster, {}).instance == InstanceId(0));
  cluster.inflight_prefill_tokens = {10, 0, 0};
  CHECK(route(cluster, {}).instance == InstanceId(1));
  CHECK(route(cluster, {{"decode_tokens", 11.0}}).instance == InstanceId(0));
  CHECK_THROWS_AS(route(cluster, {{"decode_tokens", -1.0}}), Problem);
}

TEST_CASE("LeastTokens: a prompt sent somewhere is cheaper there") {
  const auto policy = make_policy(routing_policies(), "least-tokens");
  policy->reset(2);
  const std::vector<Segment> prompt{{ChainId(0), kAllFurtherTokens}};
  ViewedCluster cluster{.load = {0, 0}, .used_kv_blocks = {}};
  cluster.request.content = prompt;
  CHECK_FALSE(policy->needs_cache_directory());
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(0));
  cluster.inflight_prefill_tokens = {95, 0};
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(0));  // 99 against 100
  cluster.inflight_prefill_tokens = {97, 0};
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(1));
  CHECK(policy->scores()[0] == -101);
  CHECK(policy->scores()[1] == -100);
}

}  // namespace least_tokens_test
