#include "engine/policy/eviction/lru_eviction.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace lru_eviction_test {

using namespace servesweep::engine;

TEST_CASE("LruEviction: whatever is released is put behind what was released before") {
  const auto policy = make_policy(eviction_policies(), "lru");
  CHECK(policy->level({.blocks = 1, .reusable = false}) == 0);
  CHECK(policy->level({.blocks = 9, .reusable = true, .first_block = 3}) == 0);
}

}  // namespace lru_eviction_test
