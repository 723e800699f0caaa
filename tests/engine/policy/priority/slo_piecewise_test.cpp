#include "engine/policy/priority/slo_piecewise.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace slo_piecewise_test {

using namespace servesweep::engine;

namespace {

double at(const PriorityPolicy& policy, SloTier tier, TimeUs age_us) {
  return policy.priority(some_request(tier, 100, 1000), {.now_us = 1000 + age_us});
}

}  // namespace

TEST_CASE("SloPiecewise: flat, then slope 1, then slope 2") {
  const auto policy = make_policy(priority_policies(), "slo-piecewise",
                                  {{"base_standard", 3.0},
                                   {"threshold_1_standard_us", 100.0},
                                   {"slope_1_standard_per_us", 0.5},
                                   {"threshold_2_standard_us", 300.0},
                                   {"slope_2_standard_per_us", 2.0}});
  CHECK(at(*policy, SloTier::standard, 0) == 3);
  CHECK(at(*policy, SloTier::standard, 100) == 3);
  CHECK(at(*policy, SloTier::standard, 200) == 53);
  CHECK(at(*policy, SloTier::standard, 300) == 103);
  CHECK(at(*policy, SloTier::standard, 310) == 123);
  CHECK(policy->older_first_within_tier());
}

TEST_CASE("SloPiecewise: defaults, tier by tier") {
  const auto policy = make_policy(priority_policies(), "slo-piecewise");
  CHECK(at(*policy, SloTier::critical, 50'000) == doctest::Approx(10 + 0.5));
  CHECK(at(*policy, SloTier::critical, 60'000) == doctest::Approx(10 + 0.5 + 1));
  CHECK(at(*policy, SloTier::standard, 350'000) == doctest::Approx(5 + 1.5 + 10));
  CHECK(at(*policy, SloTier::sheddable, 1'100'000) == doctest::Approx(1 + 8 + 10));
}

TEST_CASE("SloPiecewise: without a gap between the thresholds only the second slope is left") {
  const auto policy = make_policy(priority_policies(), "slo-piecewise",
                                  {{"base_critical", 0.0},
                                   {"threshold_1_critical_us", 1e12},
                                   {"slope_1_critical_per_us", 1e3},
                                   {"threshold_2_critical_us", 0.0},
                                   {"slope_2_critical_per_us", 1.0}});
  CHECK(at(*policy, SloTier::critical, 70) == 70);
  CHECK_THROWS_AS(
      make_policy(priority_policies(), "slo-piecewise", {{"slope_2_critical_per_us", -1e-9}}),
      Problem);
}

}  // namespace slo_piecewise_test
