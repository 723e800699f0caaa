#include "engine/policy/routing/anti_affinity.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/known_matches.h"
#include "tests/engine/policy/policy_views.h"

namespace anti_affinity_test {

using namespace servesweep::engine;

TEST_CASE("AntiAffinity: flees its own prefix, and is balanced otherwise") {
  const auto policy = make_policy(routing_policies(), "anti-affinity");
  policy->reset(3);
  const std::vector<Segment> prompt{{ChainId(0), kAllFurtherTokens}};
  ViewedCluster cluster{.load = {3, 1, 1}, .used_kv_blocks = {}};
  cluster.request.content = prompt;
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(1));
  const RoutingDecision second = policy->route(cluster.at(0));
  CHECK(second.instance == InstanceId(2));
  CHECK(second.intent.reason == RoutingIntent::Reason::spill);
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(0));
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(1));  // everywhere now
}

TEST_CASE("AntiAffinity: the shortest match that the directory knows") {
  const auto policy = make_policy(routing_policies(), "anti-affinity", {{"precise", true}});
  CHECK(policy->needs_cache_directory());
  policy->reset(3);
  const KnownMatches known({{.gpu_blocks = 2}, {.gpu_blocks = 1, .lower_tier_blocks = 2}, {2, 0}});
  ViewedCluster cluster{.load = {3, 0, 2}, .used_kv_blocks = {}};
  cluster.directory = &known;
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(2));
  CHECK_THROWS_AS(make_policy(routing_policies(), "anti-affinity", {{"capacity_blocks", -1.0}}),
                  Problem);
}

}  // namespace anti_affinity_test
