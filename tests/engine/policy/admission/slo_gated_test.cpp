#include "engine/policy/admission/slo_gated.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace slo_gated_test {

using namespace servesweep::engine;

TEST_CASE("SloGated: only sheddable requests are rejected, strictly above the mean load") {
  const auto policy = make_policy(admission_policies(), "slo-gated", {{"load_threshold", 2.5}});
  ViewedCluster cluster{.load = {4, 1}, .used_kv_blocks = {0, 0}};  // mean 2.5
  cluster.request.tier = SloTier::sheddable;
  CHECK(policy->admit(cluster.at(0)));
  cluster.load = {4, 2};
  CHECK_FALSE(policy->admit(cluster.at(0)));
  cluster.request.tier = SloTier::standard;
  CHECK(policy->admit(cluster.at(0)));
  cluster.request.tier = SloTier::critical;
  CHECK(policy->admit(cluster.at(0)));
}

TEST_CASE("SloGated: the default threshold is 8") {
  const auto policy = make_policy(admission_policies(), "slo-gated");
  ViewedCluster cluster{.load = {8}, .used_kv_blocks = {0}};
  cluster.request.tier = SloTier::sheddable;
  CHECK(policy->admit(cluster.at(0)));
  cluster.load = {9};
  CHECK_FALSE(policy->admit(cluster.at(0)));
}

}  // namespace slo_gated_test
