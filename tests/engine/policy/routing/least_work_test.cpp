#include "engine/policy/routing/least_work.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/known_matches.h"
#include "tests/engine/policy/policy_views.h"

namespace least_work_test {

using namespace servesweep::engine;

namespace {

using Values = std::map<std::string, ParameterValue, std::less<>>;

std::unique_ptr<RoutingPolicy> least_work(const ViewedCluster& cluster, Values parameters = {}) {
  auto policy = make_policy(routing_policies(), "least-work", std::move(parameters));
  policy->reset(cluster.load.size());
  return policy;
}

/// The first instance began to compute 2000 tokens at time 0, which takes 47 ms; 1000 tokens wait
/// at the second one.
ViewedCluster busy_and_waiting() {
  ViewedCluster cluster{.load = {1, 1}, .used_kv_blocks = {}};
  cluster.reports = {{.running = 1, .step_start_us = 0, .step_prefill_tokens = 2000},
                     {.waiting = 1, .backlog_tokens = 1000}};
  return cluster;
}

}  // namespace

TEST_CASE("LeastWork: work in progress counts, and less of it as time passes") {
  const ViewedCluster cluster = busy_and_waiting();
  const auto policy = least_work(cluster);
  CHECK(policy->route(cluster.at(1000)).instance == InstanceId(1));
  CHECK(policy->scores()[0] == -(46'000.0 + 7000 + 20 * 100));
  CHECK(policy->scores()[1] == -(7000.0 + 20 * 1100));
  CHECK(least_work(cluster)->route(cluster.at(26'999)).instance == InstanceId(1));
  CHECK(least_work(cluster)->route(cluster.at(27'001)).instance == InstanceId(0));
}

TEST_CASE("LeastWork: requests do not herd while reports are old") {
  ViewedCluster cluster{.load = {0, 0}, .used_kv_blocks = {}};
  cluster.reports = {{}, {.waiting = 0, .running = 0, .backlog_tokens = 150}};
  const auto policy = least_work(cluster);
  std::string chosen;
  for (int i = 0; i < 5; ++i) {  // 0, 100, 200 against 150, 250
    const InstanceId to = policy->route(cluster.at(i)).instance;
    ++cluster.load[to.index()];
    chosen += std::to_string(to.value());
  }
  CHECK(chosen == "00101");
}

TEST_CASE("LeastWork: its own ledger needs no reports") {
  ViewedCluster cluster{.load = {0, 0}, .used_kv_blocks = {}};
  const auto policy = least_work(cluster, {{"reported", false}});
  cluster.request.input_tokens = 2000;
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(0));
  cluster.load = {1, 0};
  cluster.inflight_prefill_tokens = {2000, 0};
  cluster.request.input_tokens = 1000;
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(1));
  cluster.load = {1, 1};
  cluster.inflight_prefill_tokens = {2000, 1000};
  // 47003 against 27003 are under way, and remain so as time passes; then that much is sent there.
  CHECK(policy->route(cluster.at(10'000)).instance == InstanceId(1));
  CHECK(policy->scores()[0] == -(37'003.0 + 7003 + 20 * 1000));
  CHECK(policy->scores()[1] == -(17'003.0 + 7003 + 20 * 1000));
  cluster.load = {1, 2};
  cluster.inflight_prefill_tokens = {2000, 2000};
  CHECK(policy->route(cluster.at(11'000)).instance == InstanceId(0));
}

TEST_CASE("LeastWork: own uncached tokens, decoding requests and ties") {
  const KnownMatches known({{.gpu_blocks = 5}, {}});  // 20 and 100 of 100 tokens to compute
  ViewedCluster cluster{.load = {3, 2}, .used_kv_blocks = {}};
  cluster.directory = &known;
  const RoutingDecision decision = least_work(cluster, {{"precise", true}})->route(cluster.at(0));
  CHECK(decision.instance == InstanceId(0));
  CHECK(decision.intent.expected_cached_tokens == 80);
  CHECK(least_work(cluster)->route(cluster.at(0)).instance == InstanceId(1));  // the smaller load
  cluster.load = {2, 2};
  CHECK(least_work(cluster)->route(cluster.at(0)).instance == InstanceId(0));  // the first
  cluster.reports[0].decoding = 10;                                            // 30 µs per step
  CHECK(least_work(cluster)->route(cluster.at(0)).instance == InstanceId(1));
  const auto heavy = least_work(cluster, {{"precise", true}, {"decode_weight", 54.0}});
  CHECK(heavy->route(cluster.at(0)).instance == InstanceId(1));  // 1620 against 1600
  const auto light = least_work(cluster, {{"precise", true}, {"decode_weight", 53.0}});
  CHECK(light->route(cluster.at(0)).instance == InstanceId(0));
  CHECK_THROWS_AS(least_work(cluster, {{"decode_weight", -1.0}}), Problem);
}

TEST_CASE("LeastWork: a full batch is a wait") {
  for (const bool waits : {true, false}) {
    ViewedCluster cluster{.load = {0, 0}, .used_kv_blocks = {}};
    const auto policy = least_work(cluster, {{"wait_for_slots", waits}});
    for (int i = 0; i < 565; ++i) ++cluster.load[policy->route(cluster.at(0)).instance.index()];
    // 100 leave in 6 ms, one per 120 µs and instance; the first has no place for 99 + 1 requests.
    cluster.load = {355, 110};
    cluster.reports = {{.waiting = 99, .running = 256}, {.running = 110, .step_start_us = 0}};
    CHECK(policy->route(cluster.at(6000)).instance == InstanceId(waits ? 1 : 0));
    CHECK(policy->scores()[0] == doctest::Approx(-(9000.0 + (waits ? 100 * 120 : 0))));
    CHECK(policy->scores()[1] == -(1000.0 + 9000));
  }
}

}  // namespace least_work_test
