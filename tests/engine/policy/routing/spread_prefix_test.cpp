#include "engine/policy/routing/spread_prefix.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/engine/policy/known_matches.h"
#include "tests/engine/policy/policy_views.h"

namespace spread_prefix_test {

using namespace servesweep::engine;
using Values = std::map<std::string, ParameterValue, std::less<>>;

namespace {

std::unique_ptr<RoutingPolicy> spread_prefix(Values parameters, std::size_t instances) {
  parameters.emplace("precise", true);
  auto policy = make_policy(routing_policies(), "spread-prefix", std::move(parameters));
  policy->reset(instances);
  return policy;
}

/// Where a prompt of six blocks goes of which instances 0 … 3 hold 4, 4, 2 and none.
std::int32_t route(std::vector<std::int32_t> load, Values parameters = {}) {
  const KnownMatches known({{.gpu_blocks = 4}, {.gpu_blocks = 4}, {.gpu_blocks = 2}, {}});
  ViewedCluster cluster{.load = std::move(load), .used_kv_blocks = {}};
  cluster.directory = &known;
  return spread_prefix(std::move(parameters), 4)->route(cluster.at(0)).instance.value();
}

}  // namespace

TEST_CASE("highest_usual_load: mean plus standard deviations") {
  // Mean 5; squares of the differences 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, 32/8 = 4.
  const std::vector<std::int32_t> load{2, 4, 4, 4, 5, 5, 7, 9};
  CHECK(highest_usual_load(load, 0) == 5);
  CHECK(highest_usual_load(load, 1) == 7);
  CHECK(highest_usual_load(load, 2) == 9);
}

TEST_CASE("SpreadPrefix: the longest match, the less loaded of equals") {
  CHECK(route({3, 2, 2, 2}) == 1);
  CHECK(route({2, 3, 3, 3}) == 0);
}

TEST_CASE("SpreadPrefix: not where the load is unusual") {
  // Mean 4, sigma √(16 + 1 + 0 + 9)/2 = 2.55: 0 is out, and 1 would have been.
  CHECK(route({8, 5, 2, 1}) == 1);
  CHECK(route({8, 8, 1, 1}) < 2);                            // mean 4.5, sigma 3.5: just usual
  CHECK(route({8, 8, 1, 1}, {{"sigma_factor", 0.9}}) == 2);  // 8 > 7.65
}

TEST_CASE("SpreadPrefix: without a usable match the least loaded") {
  const KnownMatches known({{.gpu_blocks = 6}, {}, {}});
  ViewedCluster cluster{.load = {5, 2, 1}, .used_kv_blocks = {}};
  cluster.directory = &known;
  const auto policy = spread_prefix({}, 3);
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(2));  // 5 > 2.67 + 1.70
  CHECK(policy->scores()[0] == -6);
  cluster.load = {3, 2, 1};  // 3 > 2 + 0.82
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(2));
  cluster.load = {2, 3, 1};
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(0));
  CHECK(policy->route(cluster.at(0)).intent.expected_cached_tokens == 96);
}

TEST_CASE("SpreadPrefix: beyond the spread only the least loaded are candidates") {
  CHECK(route({8, 8, 8, 0}, {{"sigma_factor", 3.0}}) != 3);
  CHECK(route({9, 9, 9, 0}, {{"sigma_factor", 3.0}}) == 3);
  CHECK(route({9, 9, 0, 0}, {{"sigma_factor", 3.0}}) == 2);  // the match among the idle ones
  CHECK(route({9, 9, 0, 0}, {{"sigma_factor", 3.0}, {"spread", 9.0}}) < 2);
}

TEST_CASE("SpreadPrefix: draws among equals") {
  const auto policy = spread_prefix({}, 2);
  const KnownMatches nothing({{}, {}});
  ViewedCluster cluster{.load = {4, 4}, .used_kv_blocks = {}};
  cluster.directory = &nothing;
  int first = 0;
  for (std::int32_t i = 0; i < 10'000; ++i) {
    cluster.request.id = RequestId(i);
    first += policy->route(cluster.at(0)).instance == InstanceId(0) ? 1 : 0;
  }
  CHECK(std::abs(first - 5000) < 200);  // four standard deviations of 50
  CHECK_THROWS_AS(spread_prefix({{"spread", -1.0}}, 2), Problem);
}

TEST_CASE("SpreadPrefix: the index learns what is sent where") {
  const auto policy =
      make_policy(routing_policies(), "spread-prefix", {{"index_block_tokens", 1.0}});
  policy->reset(2);
  const std::vector<Segment> prompt{{ChainId(0), kAllFurtherTokens}};
  ViewedCluster cluster{.load = {1, 0}, .used_kv_blocks = {}};
  cluster.request.content = prompt;
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(1));
  cluster.load = {1, 1};
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(1));
  CHECK(policy->route(cluster.at(0)).intent.expected_cached_tokens == 100);
}

}  // namespace spread_prefix_test
