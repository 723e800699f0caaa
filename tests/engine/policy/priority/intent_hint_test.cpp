#include "engine/policy/priority/intent_hint.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace intent_hint_test {

using namespace servesweep::engine;

TEST_CASE("IntentHint: the router's hint plus age") {
  const auto policy = make_policy(priority_policies(), "intent-hint",
                                  {{"hint_weight", 4.0}, {"age_weight_per_us", 0.5}});
  RequestFacts request = some_request(SloTier::critical, 100, 1000);
  CHECK(policy->priority(request, {.now_us = 1010}) == 5);  // not routed: no hint
  request.intent.priority_hint = 2.5F;
  CHECK(policy->priority(request, {.now_us = 1010}) == 15);
  CHECK_FALSE(policy->older_first_within_tier());
}

TEST_CASE("IntentHint: limits of the weights") {
  RequestFacts request = some_request(SloTier::critical, 100, 1000);
  request.intent.priority_hint = -1.5F;
  const auto deaf = make_policy(priority_policies(), "intent-hint", {{"hint_weight", 0.0}});
  CHECK(deaf->priority(request, {.now_us = 2'001'000}) == doctest::Approx(2));
  CHECK(deaf->older_first_within_tier());
  const auto ageless =
      make_policy(priority_policies(), "intent-hint", {{"age_weight_per_us", 0.0}});
  CHECK(ageless->priority(request, {.now_us = 2'001'000}) == -1.5);
  CHECK_THROWS_AS(make_policy(priority_policies(), "intent-hint", {{"hint_weight", -1.0}}),
                  Problem);
}

}  // namespace intent_hint_test
