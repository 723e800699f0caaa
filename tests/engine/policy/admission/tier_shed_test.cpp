#include "engine/policy/admission/tier_shed.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace tier_shed_test {

using namespace servesweep::engine;

namespace {

/// Of the tiers in order: who enters.
std::vector<bool> admitted(AdmissionPolicy& policy, std::vector<std::int32_t> load) {
  ViewedCluster cluster{.load = std::move(load), .used_kv_blocks = {}};
  std::vector<bool> admitted;
  for (const SloTier tier : {SloTier::critical, SloTier::standard, SloTier::sheddable}) {
    cluster.request.tier = tier;
    admitted.push_back(policy.admit(cluster.at(0)));
  }
  return admitted;
}

}  // namespace

TEST_CASE("TierShed: every tier at its own mean load, strictly above") {
  const auto policy =
      make_policy(admission_policies(), "tier-shed",
                  {{"load_critical", 4.5}, {"load_standard", 2.5}, {"load_sheddable", 0.0}});
  CHECK(admitted(*policy, {0, 0}) == std::vector{true, true, true});
  CHECK(admitted(*policy, {1, 0}) == std::vector{true, true, false});
  CHECK(admitted(*policy, {5, 0}) == std::vector{true, true, false});
  CHECK(admitted(*policy, {5, 1}) == std::vector{true, false, false});
  CHECK(admitted(*policy, {4, 5}) == std::vector{true, false, false});
  CHECK(admitted(*policy, {5, 5}) == std::vector{false, false, false});
}

TEST_CASE("TierShed: by default critical requests always enter") {
  const auto policy = make_policy(admission_policies(), "tier-shed");
  CHECK(admitted(*policy, {16}) == std::vector{true, true, true});
  CHECK(admitted(*policy, {17}) == std::vector{true, true, false});
  CHECK(admitted(*policy, {64}) == std::vector{true, true, false});
  CHECK(admitted(*policy, {65}) == std::vector{true, false, false});
  CHECK(admitted(*policy, {100'000'000}) == std::vector{true, false, false});
  CHECK_THROWS_AS(make_policy(admission_policies(), "tier-shed", {{"load_standard", -1.0}}),
                  Problem);
}

}  // namespace tier_shed_test
