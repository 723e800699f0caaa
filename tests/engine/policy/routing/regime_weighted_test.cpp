#include "engine/policy/routing/regime_weighted.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"
#include "tests/engine/policy/policy_views.h"

namespace regime_weighted_test {

using namespace servesweep::engine;

namespace {

using Values = std::map<std::string, ParameterValue, std::less<>>;

PolicySpec scorer(const char* name, Values values) {
  return {.policy = name, .parameters = std::move(values), .scorers = {}};
}

std::unique_ptr<RoutingPolicy> routing(const char* name, std::vector<PolicySpec> parts) {
  Values values;
  if (std::string(name) == "regime-weighted") values = {{"dwell_us", 0.0}, {"busy_above", 0.5}};
  auto policy = routing_policies().create(
      {.policy = name, .parameters = std::move(values), .scorers = std::move(parts)}, "routing");
  policy->reset(2);
  return policy;
}

std::string problem_of(std::vector<PolicySpec> parts) {
  try {
    static_cast<void>(routing("regime-weighted", std::move(parts)));
  } catch (const Problem& problem) {
    return problem.what();
  }
  return "";
}

/// Few prompt tokens, so that the slots decide: mean load / 256. Instance 0 has the lower load, 1
/// the emptier cache.
ViewedCluster loaded(std::int32_t mean) {
  ViewedCluster cluster{.load = {mean - 8, mean + 8}, .used_kv_blocks = {100, 0}};
  cluster.request.input_tokens = 1;
  return cluster;
}

}  // namespace

TEST_CASE("RegimeWeighted: decides as weighted with the weights of the regime") {
  const auto policy =
      routing("regime-weighted",
              {scorer("queue-depth", {{"weight", 3.0}, {"busy_weight", 1.0}}),
               scorer("kv-utilization",
                      {{"weight", 1.0}, {"busy_weight", 2.0}, {"overload_weight", 0.0}})});
  const auto total = [&](std::int32_t mean, TimeUs now_us) {
    const InstanceId chosen = policy->route(loaded(mean).at(now_us)).instance;
    CHECK(policy->scores()[0] + policy->scores()[1] == doctest::Approx(1));
    CHECK(chosen == InstanceId(policy->scores()[0] > 0.5 ? 0 : 1));
    return policy->scores()[0];  // weight share of queue-depth
  };
  CHECK(total(20, 1) == doctest::Approx(0.75));      // calm
  CHECK(total(150, 2) == doctest::Approx(1.0 / 3));  // 0.59: busy
  CHECK(total(300, 3) == doctest::Approx(1));        // overloaded; queue-depth keeps busy_weight
  CHECK(total(150, 4) == doctest::Approx(1.0 / 3));
  CHECK(total(20, 5) == doctest::Approx(0.75));
  static_cast<void>(total(300, 6));
  policy->reset(2);
  CHECK(total(20, 0) == doctest::Approx(0.75));
}

TEST_CASE("RegimeWeighted: equal weights are weighted itself, memory of the scorers included") {
  const std::vector<PolicySpec> parts{scorer("prefix-affinity", {{"weight", 2.0}}),
                                      scorer("queue-depth", {})};
  for (const bool given : {true, false}) {
    const auto fixed = routing("weighted", given ? parts : std::vector<PolicySpec>{});
    const auto switched = routing("regime-weighted", given ? parts : std::vector<PolicySpec>{});
    const std::vector<Segment> content{{ChainId(0), kAllFurtherTokens}};
    for (std::int32_t i = 0; i < 6; ++i) {
      ViewedCluster cluster = loaded(10 + 60 * i);
      cluster.request.content = content;
      cluster.request.input_tokens = 64;
      const RoutingDecision a = fixed->route(cluster.at(i)), b = switched->route(cluster.at(i));
      CHECK(a.instance == b.instance);
      CHECK(a.intent.expected_cached_tokens == b.intent.expected_cached_tokens);
      CHECK(fixed->scores()[1] == switched->scores()[1]);
    }
  }
}

TEST_CASE("RegimeWeighted: refuses weights that are no weights") {
  CHECK(problem_of({scorer("queue-depth", {{"busy_weight", -1.0}})})
            .starts_with("routing.scorers[0].busy_weight: -1 is out of range ("));
  CHECK(problem_of({scorer("queue-depth", {{"overload_weight", true}})})
            .starts_with("routing.scorers[0].overload_weight: wrong type ("));
  CHECK(problem_of({scorer("queue-depth", {{"busy_wieght", 1.0}})})
            .starts_with("routing.scorers[0].busy_wieght: unknown parameter"));
  CHECK(problem_of({scorer("queue-depth", {{"busy_weight", 0.0}})}) ==
        "routing.scorers: every busy_weight is 0 (no instance would be better than another); "
        "make one positive");
}

}  // namespace regime_weighted_test
