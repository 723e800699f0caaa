#include "engine/policy/routing/prefix_affinity.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace prefix_affinity_test {

using namespace servesweep::engine;

namespace {

InstanceId route(RoutingPolicy& policy, ViewedCluster& cluster, const std::vector<Segment>& content,
                 std::int32_t input_tokens) {
  cluster.request.content = content;
  cluster.request.input_tokens = input_tokens;
  return policy.route(cluster.at(0)).instance;
}

}  // namespace

TEST_CASE("PrefixAffinity: equal full blocks stay together, all else goes to the least loaded") {
  const auto policy = make_policy(routing_policies(), "prefix-affinity");
  policy->reset(3);
  ViewedCluster cluster{.load = {5, 0, 1}, .used_kv_blocks = {0, 0, 0}};
  const std::vector<Segment> chat{{ChainId(0), kAllFurtherTokens}};
  const std::vector<Segment> prefix{{ChainId(1), 32}};
  CHECK(route(*policy, cluster, chat, 40) == InstanceId(1));
  CHECK(route(*policy, cluster, prefix, 32) == InstanceId(1));
  cluster.load = {0, 9, 9};
  CHECK(route(*policy, cluster, chat, 32) == InstanceId(1));  // the same two full blocks
  CHECK(route(*policy, cluster, chat, 47) == InstanceId(1));
  CHECK(route(*policy, cluster, chat, 48) == InstanceId(0));    // three blocks are another prompt
  CHECK(route(*policy, cluster, prefix, 40) == InstanceId(1));  // its full blocks are the prefix
  CHECK(route(*policy, cluster, prefix, 48) == InstanceId(0));  // a private block: never seen
  cluster.load = {9, 9, 0};
  CHECK(route(*policy, cluster, prefix, 48) == InstanceId(2));  // nor remembered
  CHECK(route(*policy, cluster, {}, 32) == InstanceId(2));
  CHECK(route(*policy, cluster, chat, 10) == InstanceId(2));  // shorter than a block: all of it
  cluster.load = {0, 9, 9};
  CHECK(route(*policy, cluster, chat, 10) == InstanceId(2));
  CHECK(route(*policy, cluster, chat, 11) == InstanceId(0));
  policy->reset(3);
  cluster.load = {9, 9, 0};
  CHECK(route(*policy, cluster, chat, 40) == InstanceId(2));
}

}  // namespace prefix_affinity_test
