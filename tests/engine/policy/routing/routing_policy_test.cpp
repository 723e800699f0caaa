#include "engine/policy/routing/routing_policy.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace routing_policy_test {

using namespace servesweep::engine;

TEST_CASE("first_smallest: the first of equals") {
  const std::vector<std::int32_t> values{3, 1, 2, 1};
  CHECK(first_smallest(values) == InstanceId(1));
}

TEST_CASE("RoundRobin: instances in turn, from the first after a reset") {
  const auto policy = make_policy(routing_policies(), "round-robin");
  const ViewedCluster cluster{.load = {9, 0, 0}, .used_kv_blocks = {0, 0, 0}};
  policy->reset(3);
  for (const std::int32_t expected : {0, 1, 2, 0, 1}) {
    CHECK(policy->route(cluster.at(0)).instance == InstanceId(expected));
  }
  policy->reset(3);
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(0));
  CHECK(policy->scores().empty());
}

TEST_CASE("LeastLoaded and AlwaysBusiest: extremes, the first of equals") {
  const ViewedCluster cluster{.load = {3, 1, 5, 1, 5}, .used_kv_blocks = {0, 0, 0, 0, 0}};
  const auto least = make_policy(routing_policies(), "least-loaded");
  const auto busiest = make_policy(routing_policies(), "always-busiest");
  least->reset(5);
  busiest->reset(5);
  CHECK(least->route(cluster.at(0)).instance == InstanceId(1));
  CHECK(busiest->route(cluster.at(0)).instance == InstanceId(2));
}

}  // namespace routing_policy_test
