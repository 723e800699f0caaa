#include "engine/policy/eviction/lru_eviction.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

using namespace servesweep::engine;

TEST_CASE("LruEviction: whatever is released is evicted last") {
  const auto policy = make_policy(eviction_policies(), "lru");
  CHECK(policy->place({.blocks = 1, .reusable = false}) == EvictionPlace::last);
  CHECK(policy->place({.blocks = 9, .reusable = true, .first_block = 3}) == EvictionPlace::last);
}
