#include "engine/policy/admission/saturation_cliff.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace saturation_cliff_test {

using namespace servesweep::engine;

TEST_CASE("SaturationCliff: sheddable requests stay outside from saturation 1 on") {
  const auto policy = make_policy(admission_policies(), "saturation-cliff");
  ViewedCluster cluster{.load = {0, 0}, .used_kv_blocks = {0, 0}};
  cluster.request.tier = SloTier::sheddable;
  cluster.reports = {{.waiting = 9}, {}};
  CHECK(policy->admit(cluster.at(0)));  // (9/5 + 0)/2 = 0.9
  cluster.reports[0].waiting = 10;
  CHECK_FALSE(policy->admit(cluster.at(0)));
  cluster.request.tier = SloTier::standard;
  CHECK(policy->admit(cluster.at(0)));
  cluster.request.tier = SloTier::critical;
  CHECK(policy->admit(cluster.at(0)));
}

TEST_CASE("SaturationCliff: targets move the cliff") {
  const auto policy = make_policy(admission_policies(), "saturation-cliff",
                                  {{"queue_target", 20.0}, {"kv_target", 0.5}});
  ViewedCluster cluster{.load = {0}, .used_kv_blocks = {49}};
  cluster.request.tier = SloTier::sheddable;
  cluster.reports = {{.waiting = 19}};
  CHECK(policy->admit(cluster.at(0)));
  cluster.used_kv_blocks = {50};
  CHECK_FALSE(policy->admit(cluster.at(0)));
  CHECK_THROWS_AS(make_policy(admission_policies(), "saturation-cliff", {{"kv_target", 1.5}}),
                  Problem);
}

}  // namespace saturation_cliff_test
