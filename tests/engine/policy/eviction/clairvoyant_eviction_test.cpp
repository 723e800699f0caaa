#include "engine/policy/eviction/clairvoyant_eviction.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace clairvoyant_eviction_test {

using namespace servesweep::engine;

TEST_CASE("ClairvoyantEviction: what nobody will ask for goes first") {
  const auto policy = make_policy(eviction_policies(), "clairvoyant-eviction");
  CHECK(policy->needs_oracle());
  CHECK_FALSE(make_policy(eviction_policies(), "lru")->needs_oracle());
  CHECK(policy->level({.reusable = true, .next_use_us = kForever}) == 0);
  CHECK(policy->level({.reusable = true, .next_use_us = 5}) == 1);
  CHECK(policy->level({.reusable = false, .next_use_us = 5}) == 0);
}

}  // namespace clairvoyant_eviction_test
