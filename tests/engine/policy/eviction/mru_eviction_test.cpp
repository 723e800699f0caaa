#include "engine/policy/eviction/mru_eviction.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace mru_eviction_test {

using namespace servesweep::engine;

TEST_CASE("MruEviction: whatever is released goes to the front of one level") {
  const auto policy = make_policy(eviction_policies(), "mru");
  CHECK(policy->newest_first());
  CHECK(policy->level({.blocks = 1, .reusable = true}) ==
        policy->level({.blocks = 9, .reusable = true, .tier = SloTier::critical}));
  CHECK_THROWS_AS(make_policy(eviction_policies(), "mru", {{"x", 1.0}}), Problem);
}

}  // namespace mru_eviction_test
