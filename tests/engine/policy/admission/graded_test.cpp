#include "engine/policy/admission/graded.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/engine/policy/policy_views.h"

namespace graded_test {

using namespace servesweep::engine;

namespace {

constexpr int kRequests = 10'000;

/// Share of requests 0 … 9999 that are rejected.
double rejected(AdmissionPolicy& policy, ViewedCluster& cluster, SloTier tier) {
  cluster.request.tier = tier;
  int count = 0;
  for (std::int32_t i = 0; i < kRequests; ++i) {
    cluster.request.id = RequestId(i);
    if (!policy.admit(cluster.at(0))) ++count;
  }
  return static_cast<double>(count) / kRequests;
}

/// Four standard deviations of a share of kRequests.
double tolerance(double share) {
  return 4 * std::sqrt(share * (1 - share) / kRequests);
}

/// Saturation 0.25: queues of 1, 1, 1 and 2 at a target of 5.
ViewedCluster quarter_full() {
  ViewedCluster cluster{.load = {0, 0, 0, 0}, .used_kv_blocks = {}};
  cluster.reports = {{.waiting = 1}, {.waiting = 1}, {.waiting = 1}, {.waiting = 2}};
  return cluster;
}

}  // namespace

TEST_CASE("Graded: at saturation 0.25 29.3 % of sheddable requests are rejected and no other") {
  const auto policy = make_policy(admission_policies(), "graded");
  ViewedCluster cluster = quarter_full();
  const double wanted = 300 * std::pow(0.25, 5);
  CHECK(wanted == doctest::Approx(0.293).epsilon(0.001));
  CHECK(std::abs(rejected(*policy, cluster, SloTier::sheddable) - wanted) < tolerance(wanted));
  CHECK(rejected(*policy, cluster, SloTier::standard) == 0);
  CHECK(rejected(*policy, cluster, SloTier::critical) == 0);
}

TEST_CASE("Graded: everybody sheddable from saturation 0.32 on, nobody in an empty pool") {
  const auto policy = make_policy(admission_policies(), "graded");
  ViewedCluster cluster{.load = {0}, .used_kv_blocks = {26}};  // 0.26 / 0.8 = 0.325
  CHECK(rejected(*policy, cluster, SloTier::sheddable) == 1);
  cluster.used_kv_blocks = {0};
  CHECK(rejected(*policy, cluster, SloTier::sheddable) == 0);
}

TEST_CASE("Graded: gain, power, share of the standard tier and seed") {
  ViewedCluster cluster = quarter_full();
  const auto linear = make_policy(admission_policies(), "graded",
                                  {{"gain", 1.0}, {"power", 1.0}, {"standard_share", 0.4}});
  CHECK(std::abs(rejected(*linear, cluster, SloTier::sheddable) - 0.25) < tolerance(0.25));
  CHECK(std::abs(rejected(*linear, cluster, SloTier::standard) - 0.1) < tolerance(0.1));
  CHECK(rejected(*linear, cluster, SloTier::critical) == 0);
  const auto never = make_policy(admission_policies(), "graded", {{"gain", 0.0}});
  CHECK(rejected(*never, cluster, SloTier::sheddable) == 0);
  const auto always = make_policy(admission_policies(), "graded", {{"gain", 1.0}, {"power", 0.0}});
  CHECK(rejected(*always, cluster, SloTier::sheddable) == 1);
  const auto reseeded =
      make_policy(admission_policies(), "graded", {{"gain", 1.0}, {"power", 1.0}, {"seed", 1.0}});
  CHECK(rejected(*reseeded, cluster, SloTier::sheddable) !=
        rejected(*linear, cluster, SloTier::sheddable));
  CHECK_THROWS_AS(make_policy(admission_policies(), "graded", {{"standard_share", 1.1}}), Problem);
}

}  // namespace graded_test
