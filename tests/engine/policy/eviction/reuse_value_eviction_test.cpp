#include "engine/policy/eviction/reuse_value_eviction.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace reuse_value_eviction_test {

using namespace servesweep::engine;

TEST_CASE("ReuseValueEviction: the level is the logarithm of reuses times recompute cost") {
  const auto policy =
      make_policy(eviction_policies(), "reuse-value", {{"attention_knee_blocks", 100.0}});
  const auto level = [&](std::int32_t reuses, std::int32_t first_block) {
    return policy->level(
        {.blocks = 1, .reusable = true, .first_block = first_block, .reuses = reuses});
  };
  CHECK(level(0, 5000) == 0);
  CHECK(level(1, 0) == 1);    // value 1
  CHECK(level(1, 99) == 1);   // 1.99
  CHECK(level(1, 100) == 2);  // 2
  CHECK(level(3, 0) == 2);
  CHECK(level(4, 0) == 3);
  CHECK(level(3, 300) == 4);  // 12
  CHECK(level(63, 0) == 6);
  CHECK(level(64, 0) == 7);
  CHECK(level(1'000'000, 1'000'000) == 7);
  CHECK(policy->level({.blocks = 1, .reusable = false, .reuses = 9}) == 0);
}

TEST_CASE("ReuseValueEviction: half of the value is lost per half-life") {
  const auto policy = make_policy(eviction_policies(), "reuse-value", {{"half_life_us", 5000.0}});
  CHECK(policy->sinks_every_us() == 5000);
  CHECK(policy->counts_reuses());
  CHECK(policy->depends_on_position());
  CHECK_THROWS_AS(make_policy(eviction_policies(), "reuse-value", {{"half_life_us", 0.0}}),
                  Problem);
  CHECK_THROWS_AS(make_policy(eviction_policies(), "reuse-value", {{"attention_knee_blocks", 0.5}}),
                  Problem);
}

}  // namespace reuse_value_eviction_test
