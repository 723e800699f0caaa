#include "engine/policy/routing/random_routing.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/engine/policy/policy_views.h"

namespace random_routing_test {

using namespace servesweep::engine;

namespace {

std::vector<std::int32_t> routes(double seed) {
  const auto policy = make_policy(routing_policies(), "random", {{"seed", seed}});
  policy->reset(3);
  ViewedCluster cluster{.load = {9, 0, 0}, .used_kv_blocks = {}};
  std::vector<std::int32_t> routes;
  for (std::int32_t i = 0; i < 3000; ++i) {
    cluster.request.id = RequestId(i);
    routes.push_back(policy->route(cluster.at(0)).instance.value());
  }
  return routes;
}

}  // namespace

TEST_CASE("RandomRouting: all instances equally often, another seed another order") {
  const std::vector<std::int32_t> drawn = routes(0);
  for (const std::int32_t instance : {0, 1, 2}) {
    // 1000 expected, standard deviation √(3000·2/9) = 25.8; four of them.
    CHECK(std::abs(std::ranges::count(drawn, instance) - 1000) < 104);
  }
  CHECK(routes(0) == drawn);
  CHECK(routes(1) != drawn);
  CHECK_THROWS_AS(make_policy(routing_policies(), "random", {{"seed", -1.0}}), Problem);
  CHECK_THROWS_AS(make_policy(routing_policies(), "random", {{"seed", 0.5}}), Problem);
}

}  // namespace random_routing_test
