#include "engine/policy/routing/sticky.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/engine/policy/known_matches.h"
#include "tests/engine/policy/policy_views.h"

namespace sticky_test {

using namespace servesweep::engine;
using Reason = RoutingIntent::Reason;
using Values = std::map<std::string, ParameterValue, std::less<>>;

namespace {

std::unique_ptr<RoutingPolicy> sticky(Values parameters, std::size_t instances) {
  parameters.emplace("precise", true);
  auto policy = make_policy(routing_policies(), "sticky", std::move(parameters));
  policy->reset(instances);
  return policy;
}

RoutingDecision route(const ViewedCluster& cluster, Values parameters = {}) {
  return sticky(std::move(parameters), cluster.load.size())->route(cluster.at(0));
}

/// A prompt of ten blocks, `hit` of which are on instance 0.
struct Hit {
  explicit Hit(std::int32_t hit) : known({{.gpu_blocks = hit}, {}}) {
    cluster.request.input_tokens = 160;
    cluster.directory = &known;
  }
  KnownMatches known;
  ViewedCluster cluster{.load = {5, 0}, .used_kv_blocks = {}};
};

}  // namespace

TEST_CASE("Sticky: stays from theta on, else takes the least work") {
  Hit warm(8), cold(7);
  for (Hit* hit : {&warm, &cold}) hit->cluster.inflight_prefill_tokens = {1000, 0};
  const RoutingDecision stays = route(warm.cluster);
  CHECK(stays.instance == InstanceId(0));
  CHECK(stays.intent.reason == Reason::affinity);
  CHECK(stays.intent.expected_cached_tokens == 128);
  const RoutingDecision leaves = route(cold.cluster);
  CHECK(leaves.instance == InstanceId(1));  // 1000 + 48 against 160
  CHECK(leaves.intent.reason == Reason::load);
  CHECK(route(cold.cluster, {{"theta", 0.7}}).instance == InstanceId(0));
  CHECK(route(warm.cluster, {{"theta", 1.0}}).instance == InstanceId(1));
  CHECK(route(warm.cluster, {{"theta", 0.0}}).instance == InstanceId(1));  // no filter
}

TEST_CASE("Sticky: leaves when the delay exceeds the penalty, by default of full steps") {
  Hit hit(10);
  // A step of 2048 tokens takes 7000 + 40960 µs: 1024 tokens are 23980 µs.
  hit.cluster.inflight_prefill_tokens = {2024, 1000};
  CHECK(route(hit.cluster, {{"penalty_us", 23980.0}}).instance == InstanceId(0));
  const RoutingDecision spilled = route(hit.cluster, {{"penalty_us", 23979.0}});
  CHECK(spilled.instance == InstanceId(1));
  CHECK(spilled.intent.reason == Reason::spill);
  CHECK(route(hit.cluster, {{"penalty_us", 0.0}}).instance == InstanceId(0));  // whatever it costs
  const Values fast{{"penalty_us", 23979.0}, {"peak_tokens_per_s", 1e6}};      // 1024 µs
  CHECK(route(hit.cluster, fast).instance == InstanceId(0));
}

TEST_CASE("Sticky: among several sticky instances the least work, own included") {
  const KnownMatches known({{.gpu_blocks = 10}, {.gpu_blocks = 9}, {}});
  ViewedCluster cluster{.load = {0, 0, 0}, .used_kv_blocks = {}};
  cluster.request.input_tokens = 160;
  cluster.directory = &known;
  cluster.inflight_prefill_tokens = {17, 0, 0};
  const auto policy = sticky({{"cap_tokens", 32.0}}, 3);
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(1));  // 17 against 16
  CHECK(policy->scores()[0] == 15.0 / 32);
  CHECK(policy->scores()[1] == 0.5);
  CHECK(policy->scores()[2] == -1);  // filtered
  cluster.inflight_prefill_tokens = {15, 0, 0};
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(0));
  CHECK(policy->needs_cache_directory());
}

TEST_CASE("Sticky: decode-bound clusters choose by requests") {
  const KnownMatches known({{}, {}, {}});
  ViewedCluster cluster{.load = {4, 2, 8}, .used_kv_blocks = {}};
  cluster.directory = &known;
  cluster.inflight_prefill_tokens = {0, 900, 50};
  const auto policy = sticky({{"request_share", 1.0}}, 3);
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(1));
  CHECK(policy->scores()[0] == 0.5);
  CHECK(policy->scores()[1] == 0.75);
  CHECK(policy->scores()[2] == 0);
  CHECK(route(cluster).instance == InstanceId(0));
  cluster.load = {4, 2, 0};
  CHECK(route(cluster, {{"request_share", 1.0}}).instance == InstanceId(2));
}

TEST_CASE("Sticky: explores with its share, and draws among equals") {
  Hit hit(10);
  hit.cluster.inflight_prefill_tokens = {1000, 0};
  CHECK(route(hit.cluster, {{"explore_share", 1.0}}).instance == InstanceId(1));
  const auto tenth = sticky({{"explore_share", 0.1}}, 2);
  const KnownMatches nothing({{}, {}});
  ViewedCluster equal{.load = {0, 0}, .used_kv_blocks = {}};
  equal.directory = &nothing;
  int explored = 0, first = 0;
  for (std::int32_t i = 0; i < 10'000; ++i) {
    hit.cluster.request.id = equal.request.id = RequestId(i);
    explored += tenth->route(hit.cluster.at(0)).instance.value();
    first += tenth->route(equal.at(0)).instance == InstanceId(0) ? 1 : 0;
  }
  CHECK(std::abs(explored - 1000) < 120);  // four standard deviations of 30
  CHECK(std::abs(first - 5000) < 200);     // four of 50
  CHECK_THROWS_AS(sticky({{"theta", 1.1}}, 2), Problem);
}

}  // namespace sticky_test
