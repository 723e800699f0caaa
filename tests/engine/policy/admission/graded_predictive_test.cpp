#include "engine/policy/admission/graded_predictive.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/engine/policy/policy_views.h"

namespace graded_predictive_test {

using namespace servesweep::engine;

namespace {

using Values = std::map<std::string, ParameterValue, std::less<>>;

/// The second instance is better: 1000 tokens in flight, so 100 own ones take 7000 + 20·1100.
constexpr TimeUs kBestUs = 29'000;

ViewedCluster cluster_with_target(SloTier tier, TimeUs ttft_target_us) {
  ViewedCluster cluster{.load = {9, 1}, .used_kv_blocks = {}};
  cluster.inflight_prefill_tokens = {9000, 1000};
  cluster.request.tier = tier;
  cluster.request.ttft_target_us = ttft_target_us;
  return cluster;
}

bool admits(const ViewedCluster& cluster, Values parameters, TimeUs now_us = 0) {
  return make_policy(admission_policies(), "graded-predictive", std::move(parameters))
      ->admit(cluster.at(now_us));
}

}  // namespace

TEST_CASE("GradedPredictive: the predicted delay against the margin of the class") {
  const Values half{{"standard_share", 0.5}}, factor{{"factor", 0.5}};
  const auto sheddable = [](TimeUs target_us) {
    return cluster_with_target(SloTier::sheddable, target_us);
  };
  CHECK(admits(sheddable(kBestUs), {}));
  CHECK_FALSE(admits(sheddable(kBestUs - 1), {}));
  CHECK_FALSE(admits(sheddable(kBestUs), {}, 1));  // time since the arrival counts
  CHECK(admits(sheddable(kBestUs + 1), {}, 1));
  CHECK(admits(sheddable(2 * kBestUs), factor));
  CHECK_FALSE(admits(sheddable(2 * kBestUs - 2), factor));
  CHECK(admits(sheddable(0), {}));  // no target
  CHECK(admits(sheddable(9000), {{"reported", true}}));
  CHECK_FALSE(admits(sheddable(8999), {{"reported", true}}));
  const auto standard = [](TimeUs target_us) {
    return cluster_with_target(SloTier::standard, target_us);
  };
  CHECK(admits(standard(1), {}));  // no share
  CHECK(admits(standard(kBestUs / 2), half));
  CHECK_FALSE(admits(standard(kBestUs / 2 - 1), half));
  CHECK(admits(cluster_with_target(SloTier::critical, 1), half));
}

TEST_CASE("GradedPredictive: a full pool sheds those who would be in time") {
  const auto shed = [](SloTier tier, double share) {
    const auto policy = make_policy(admission_policies(), "graded-predictive",
                                    {{"gain", 1.0}, {"power", 1.0}, {"standard_share", share}});
    ViewedCluster cluster = cluster_with_target(tier, 10 * kBestUs);
    cluster.used_kv_blocks = {0, 80};  // saturation 0.5
    int count = 0;
    for (std::int32_t i = 0; i < 10'000; ++i) {
      cluster.request.id = RequestId(i);
      count += policy->admit(cluster.at(0)) ? 0 : 1;
    }
    return count;
  };
  // Four standard deviations of the counts.
  CHECK(std::abs(shed(SloTier::sheddable, 0) - 5000) < 4 * 50);
  CHECK(std::abs(shed(SloTier::standard, 0.4) - 2000) < 4 * 40);
  CHECK(shed(SloTier::standard, 0) == 0);
  CHECK(shed(SloTier::critical, 1) == 0);
}

TEST_CASE("GradedPredictive: at most eight parameters, each in its range") {
  CHECK(GradedPredictive::info().parameters.size() == 8);
  CHECK_THROWS_AS(make_policy(admission_policies(), "graded-predictive", {{"factor", -1.0}}),
                  Problem);
}

}  // namespace graded_predictive_test
