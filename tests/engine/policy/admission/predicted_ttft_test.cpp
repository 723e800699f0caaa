#include "engine/policy/admission/predicted_ttft.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace predicted_ttft_test {

using namespace servesweep::engine;

namespace {

/// The second instance is better: 1000 tokens in flight, so 100 own ones take 7000 + 20·1100.
constexpr TimeUs kBestUs = 29'000;

ViewedCluster cluster_with_target(TimeUs ttft_target_us) {
  ViewedCluster cluster{.load = {9, 1}, .used_kv_blocks = {}};
  cluster.inflight_prefill_tokens = {9000, 1000};
  cluster.request.ttft_target_us = ttft_target_us;
  return cluster;
}

}  // namespace

TEST_CASE("PredictedTtft: rejects who would be late on the best instance") {
  const auto policy = make_policy(admission_policies(), "predicted-ttft");
  CHECK(policy->admit(cluster_with_target(kBestUs).at(0)));
  CHECK_FALSE(policy->admit(cluster_with_target(kBestUs - 1).at(0)));
  // What was lost since the arrival counts.
  CHECK_FALSE(policy->admit(cluster_with_target(kBestUs).at(1)));
  CHECK(policy->admit(cluster_with_target(kBestUs + 1).at(1)));
}

TEST_CASE("PredictedTtft: margin, cached share and reported backlog") {
  const auto half = make_policy(admission_policies(), "predicted-ttft", {{"factor", 0.5}});
  CHECK(half->admit(cluster_with_target(2 * kBestUs).at(0)));
  CHECK_FALSE(half->admit(cluster_with_target(2 * kBestUs - 2).at(0)));
  const auto none = make_policy(admission_policies(), "predicted-ttft", {{"factor", 0.0}});
  CHECK_FALSE(none->admit(cluster_with_target(1'000'000'000).at(0)));
  const auto cached = make_policy(admission_policies(), "predicted-ttft", {{"cached_share", 1.0}});
  CHECK(cached->admit(cluster_with_target(kBestUs - 2000).at(0)));
  CHECK_FALSE(cached->admit(cluster_with_target(kBestUs - 2001).at(0)));
  const auto reported = make_policy(admission_policies(), "predicted-ttft", {{"reported", true}});
  CHECK(reported->admit(cluster_with_target(9000).at(0)));  // instances report no backlog
  CHECK_FALSE(reported->admit(cluster_with_target(8999).at(0)));
}

TEST_CASE("PredictedTtft: only the tiers in question, and by default all") {
  const auto admits = [](double tier, SloTier of) {
    ViewedCluster cluster = cluster_with_target(1);
    cluster.request.tier = of;
    return make_policy(admission_policies(), "predicted-ttft", {{"tier", tier}})
        ->admit(cluster.at(0));
  };
  CHECK_FALSE(admits(0, SloTier::critical));
  CHECK(admits(1, SloTier::critical));
  CHECK_FALSE(admits(1, SloTier::standard));
  CHECK(admits(2, SloTier::standard));
  CHECK_FALSE(admits(2, SloTier::sheddable));
  CHECK_THROWS_AS(make_policy(admission_policies(), "predicted-ttft", {{"tier", 3.0}}), Problem);
}

TEST_CASE("PredictedTtft: a class without a target takes its tier's, 0 = none") {
  const auto policy = make_policy(admission_policies(), "predicted-ttft",
                                  {{"target_critical_us", 28'999.0},
                                   {"target_standard_us", 29'000.0},
                                   {"target_sheddable_us", 0.0}});
  ViewedCluster cluster = cluster_with_target(0);
  cluster.request.tier = SloTier::critical;
  CHECK_FALSE(policy->admit(cluster.at(0)));
  cluster.request.tier = SloTier::standard;
  CHECK(policy->admit(cluster.at(0)));
  CHECK_FALSE(policy->admit(cluster.at(1)));
  cluster.request.tier = SloTier::sheddable;
  CHECK(policy->admit(cluster.at(1'000'000'000)));
}

}  // namespace predicted_ttft_test
