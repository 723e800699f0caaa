#include "engine/policy/routing/weighted.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "tests/engine/policy/known_matches.h"
#include "tests/engine/policy/policy_views.h"

namespace weighted_test {

using namespace servesweep::engine;

namespace {

PolicySpec scorer(const char* name, double weight) {
  return {.policy = name, .parameters = {{"weight", weight}}, .scorers = {}};
}

std::unique_ptr<RoutingPolicy> weighted(std::vector<PolicySpec> parts) {
  return routing_policies().create(
      {.policy = "weighted", .parameters = {}, .scorers = std::move(parts)}, "routing");
}

std::string problem_of(std::vector<PolicySpec> parts) {
  try {
    static_cast<void>(weighted(std::move(parts)));
  } catch (const Problem& problem) {
    return problem.what();
  }
  return "";
}

}  // namespace

TEST_CASE("Weighted: adds normalised weights times scores") {
  const auto policy = weighted({scorer("queue-depth", 1), scorer("kv-utilization", 3)});
  policy->reset(3);
  const ViewedCluster cluster{.load = {0, 4, 2}, .used_kv_blocks = {100, 0, 20}};
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(1));
  const std::span<const double> totals = policy->scores();
  REQUIRE(totals.size() == 3);
  CHECK(totals[0] == doctest::Approx(0.25));
  CHECK(totals[1] == doctest::Approx(0.75));
  CHECK(totals[2] == doctest::Approx(0.25 * 0.5 + 0.75 * 0.8));
}

TEST_CASE("Weighted: the first of the best, and scores are clamped") {
  const auto policy = weighted({scorer("kv-utilization", 2)});
  policy->reset(3);
  // A stale signal may claim more blocks than there are.
  const ViewedCluster cluster{.load = {0, 0, 0}, .used_kv_blocks = {150, 50, 50}};
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(1));
  CHECK(policy->scores()[0] == 0);
}

TEST_CASE("Weighted: without scorers prefix-affinity 3, queue-depth 2, kv-utilization 2") {
  const auto policy =
      routing_policies().create({.policy = "weighted", .parameters = {}, .scorers = {}}, "routing");
  policy->reset(2);
  const std::vector<Segment> content{{ChainId(0), kAllFurtherTokens}};
  ViewedCluster cluster{.load = {0, 2}, .used_kv_blocks = {50, 0}};
  cluster.request.content = content;
  cluster.request.input_tokens = 32;
  CHECK(policy->route(cluster.at(0)).instance == InstanceId(0));
  CHECK(policy->scores()[0] == doctest::Approx((2 * 1 + 2 * 0.5) / 7));
  CHECK(policy->scores()[1] == doctest::Approx((2 * 0 + 2 * 1.0) / 7));
  static_cast<void>(policy->route(cluster.at(0)).instance);  // now the prefix is there
  CHECK(policy->scores()[0] == doctest::Approx((3 + 2 * 1 + 2 * 0.5) / 7));
}

TEST_CASE("Weighted: a scorer of weight 0 changes nothing in the decision, its reason included") {
  const KnownMatches known({{.gpu_blocks = 2}, {.gpu_blocks = 4}, {}});
  ViewedCluster cluster{.load = {4, 9, 0}, .used_kv_blocks = {10, 0, 90}};
  cluster.directory = &known;
  const auto with = weighted({scorer("precise-prefix", 0), scorer("queue-depth", 1),
                              scorer("no-hit-lru", 0), scorer("kv-utilization", 3)});
  const auto without = weighted({scorer("queue-depth", 1), scorer("kv-utilization", 3)});
  with->reset(3);
  without->reset(3);
  CHECK_FALSE(with->needs_cache_directory());
  for (std::int32_t load = 0; load < 12; ++load) {
    cluster.load[0] = load;
    const RoutingDecision one = with->route(cluster.at(load)),
                          other = without->route(cluster.at(load));
    CHECK(one.instance == other.instance);
    CHECK(one.intent.expected_cached_tokens == other.intent.expected_cached_tokens);
    CHECK(one.intent.reason == other.intent.reason);
    CHECK(std::ranges::equal(with->scores(), without->scores()));
  }
}

TEST_CASE("Weighted: refuses repeated and unknown scorers, negative weights, and weights all 0") {
  CHECK(problem_of({scorer("queue-depth", 1), scorer("queue-depth", 2)})
            .starts_with("routing.scorers[1]: scorer 'queue-depth' appears twice ("));
  CHECK(problem_of({scorer("queue-dept", 1)}) ==
        "routing.scorers[0]: unknown policy 'queue-dept'; did you mean 'queue-depth'?");
  CHECK(problem_of({scorer("queue-depth", 0), scorer("kv-utilization", 0)}) ==
        "routing.scorers: every weight is 0 (no instance would be better than another); give one a "
        "weight above 0");
  CHECK(problem_of({scorer("queue-dept", 0), scorer("kv-utilization", 1)})
            .starts_with("routing.scorers[0]: unknown policy"));
  CHECK(problem_of({scorer("queue-depth", -1)}).starts_with("routing.scorers[0].weight: -1 is"));
  CHECK(problem_of({{.policy = "queue-depth", .parameters = {{"weight", true}}, .scorers = {}}})
            .starts_with("routing.scorers[0].weight: wrong type ("));
  CHECK(problem_of(
            {{.policy = "queue-depth", .parameters = {}, .scorers = {scorer("kv-utilization", 1)}}})
            .starts_with("routing.scorers[0].scorers: policy 'queue-depth' takes no scorers"));
}

TEST_CASE("Weighted: random_ties draws among the best only") {
  const auto policy = routing_policies().create(
      {.policy = "weighted", .parameters = {{"random_ties", true}}, .scorers = {}}, "routing");
  policy->reset(3);
  ViewedCluster cluster{.load = {2, 2, 3}, .used_kv_blocks = {}};
  std::vector<int> counts(3, 0);
  for (std::int32_t i = 0; i < 1000; ++i) {
    cluster.request.id = RequestId(i);
    ++counts[policy->route(cluster.at(0)).instance.index()];
  }
  CHECK(counts[2] == 0);
  CHECK(std::abs(counts[0] - 500) < 64);  // four standard deviations of 15.8
  CHECK_THROWS_AS(make_policy(routing_policies(), "weighted", {{"random_ties", 1.0}}), Problem);
}

TEST_CASE("Weighted: tells the instance why it was chosen") {
  const KnownMatches known({{.gpu_blocks = 2}, {.gpu_blocks = 4}, {}});
  ViewedCluster cluster{.load = {0, 9, 9}, .used_kv_blocks = {0, 90, 90}};
  cluster.directory = &known;
  const auto decide = [&](double prefix_weight) {
    const auto policy =
        weighted({scorer("precise-prefix", prefix_weight), scorer("kv-utilization", 1)});
    policy->reset(3);
    CHECK(policy->needs_cache_directory());
    return policy->route(cluster.at(0));
  };
  const RoutingDecision spill = decide(1), affinity = decide(10);
  CHECK(spill.instance == InstanceId(0));
  CHECK(spill.intent.expected_cached_tokens == 32);
  CHECK(spill.intent.reason == RoutingIntent::Reason::spill);
  CHECK(affinity.instance == InstanceId(1));
  CHECK(affinity.intent.reason == RoutingIntent::Reason::affinity);
  const auto by_load = weighted({scorer("queue-depth", 1)});
  by_load->reset(3);
  CHECK(by_load->route(cluster.at(0)).intent.reason == RoutingIntent::Reason::load);
}

}  // namespace weighted_test
