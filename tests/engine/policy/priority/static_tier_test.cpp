#include "engine/policy/priority/static_tier.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace static_tier_test {

using namespace servesweep::engine;

TEST_CASE("StaticTier: the tier and nothing else") {
  const auto policy = make_policy(priority_policies(), "static-tier", {{"critical", 1e9}});
  for (const TimeUs now_us : {TimeUs{0}, TimeUs{1'000'000'000}}) {
    CHECK(policy->priority(some_request(SloTier::critical), {.now_us = now_us}) == 1e9);
    CHECK(policy->priority(some_request(SloTier::standard), {.now_us = now_us}) == 1);
    CHECK(policy->priority(some_request(SloTier::sheddable), {.now_us = now_us}) == 0);
  }
  CHECK(policy->older_first_within_tier());
  CHECK_THROWS_AS(make_policy(priority_policies(), "static-tier", {{"critical", 2e9}}), Problem);
}

}  // namespace static_tier_test
