#include "engine/policy/eviction/tail_optimised_eviction.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace tail_optimised_eviction_test {

using namespace servesweep::engine;

TEST_CASE("TailOptimisedEviction: the last blocks of a prefix go first") {
  const auto policy = make_policy(eviction_policies(), "tail-optimised", {{"slack_blocks", 10.0}});
  const auto level = [&](std::int32_t first_block, std::int32_t prefix_blocks) {
    return policy->level({.blocks = 1,
                          .reusable = true,
                          .first_block = first_block,
                          .prefix_blocks = prefix_blocks});
  };
  CHECK(level(0, 100) == 1);
  CHECK(level(89, 100) == 1);
  CHECK(level(90, 100) == 0);
  CHECK(level(0, 10) == 0);  // short enough to be recomputed as a whole
  CHECK(level(0, 11) == 1);
  CHECK(policy->level({.blocks = 1, .reusable = false, .prefix_blocks = 100}) == 0);
  CHECK_THROWS_AS(make_policy(eviction_policies(), "tail-optimised", {{"slack_blocks", -1.0}}),
                  Problem);
}

}  // namespace tail_optimised_eviction_test
