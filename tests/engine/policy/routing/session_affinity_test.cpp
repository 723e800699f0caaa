#include "engine/policy/routing/session_affinity.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace session_affinity_test {

using namespace servesweep::engine;

TEST_CASE("SessionAffinity: turns stay, new conversations go to the least loaded") {
  const auto policy = make_policy(routing_policies(), "session-affinity", {{"ttl_us", 50.0}});
  policy->reset(2);
  ViewedCluster cluster{.load = {1, 0}, .used_kv_blocks = {}};
  cluster.request.session = SessionId(3);
  const RoutingDecision first = policy->route(cluster.at(0));
  CHECK(first.instance == InstanceId(1));
  CHECK(first.intent.reason == RoutingIntent::Reason::load);
  cluster.load = {0, 9};
  const RoutingDecision second = policy->route(cluster.at(50));
  CHECK(second.instance == InstanceId(1));
  CHECK(second.intent.reason == RoutingIntent::Reason::affinity);
  cluster.request.session = SessionId(4);
  CHECK(policy->route(cluster.at(50)).instance == InstanceId(0));
  cluster.request.session = SessionId();
  CHECK(policy->route(cluster.at(50)).instance == InstanceId(0));
  cluster.request.session = SessionId(3);
  CHECK(policy->route(cluster.at(101)).instance == InstanceId(0));  // forgotten
  policy->reset(2);
  cluster.load = {9, 0};
  CHECK(policy->route(cluster.at(101)).instance == InstanceId(1));
  CHECK_THROWS_AS(make_policy(routing_policies(), "session-affinity", {{"ttl_us", -1.0}}), Problem);
}

}  // namespace session_affinity_test
