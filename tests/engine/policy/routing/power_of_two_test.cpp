#include "engine/policy/routing/power_of_two.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/engine/policy/policy_views.h"

namespace power_of_two_test {

using namespace servesweep::engine;

namespace {

std::vector<int> counts(ViewedCluster cluster, bool by_tokens) {
  const auto policy = make_policy(routing_policies(), "power-of-two", {{"by_tokens", by_tokens}});
  policy->reset(cluster.load.size());
  std::vector<int> counts(cluster.load.size(), 0);
  for (std::int32_t i = 0; i < 3000; ++i) {
    cluster.request.id = RequestId(i);
    ++counts[policy->route(cluster.at(0)).instance.index()];
  }
  return counts;
}

}  // namespace

TEST_CASE("PowerOfTwo: of three instances the worst is never taken, the best in two of three") {
  ViewedCluster cluster{.load = {1, 5, 9}, .used_kv_blocks = {}};
  cluster.inflight_prefill_tokens = {900, 500, 100};
  // The pair leaves out the best one with probability 1/3. 1000 ± four times √(3000·2/9) = 25.8.
  const std::vector<int> by_load = counts(cluster, false), by_tokens = counts(cluster, true);
  CHECK(by_load[2] == 0);
  CHECK(std::abs(by_load[1] - 1000) < 104);
  CHECK(by_tokens[0] == 0);
  CHECK(std::abs(by_tokens[1] - 1000) < 104);
}

TEST_CASE("PowerOfTwo: equals are drawn equally, one instance is no choice") {
  const std::vector<int> equal = counts({.load = {4, 4, 4}, .used_kv_blocks = {}}, false);
  for (const int count : equal) CHECK(std::abs(count - 1000) < 104);
  CHECK(counts({.load = {7}, .used_kv_blocks = {}}, false) == std::vector{3000});
  CHECK_THROWS_AS(make_policy(routing_policies(), "power-of-two", {{"by_tokens", 1.0}}), Problem);
}

}  // namespace power_of_two_test
