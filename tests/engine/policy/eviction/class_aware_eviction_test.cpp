#include "engine/policy/eviction/class_aware_eviction.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace class_aware_eviction_test {

using namespace servesweep::engine;

TEST_CASE("ClassAwareEviction: the more urgent the tier, the later the eviction") {
  const auto policy = make_policy(eviction_policies(), "class-aware");
  const auto level = [&](SloTier tier, bool reusable = true) {
    return policy->level({.blocks = 1, .reusable = reusable, .tier = tier});
  };
  CHECK(level(SloTier::sheddable) == 0);
  CHECK(level(SloTier::standard) == 1);
  CHECK(level(SloTier::critical) == 2);
  CHECK(level(SloTier::critical, false) == 0);
  CHECK_THROWS_AS(make_policy(eviction_policies(), "class-aware", {{"x", 1.0}}), Problem);
}

}  // namespace class_aware_eviction_test
