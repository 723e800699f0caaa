#include "engine/policy/offload/copy_offload.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace copy_offload_test {

using namespace servesweep::engine;

TEST_CASE("CopyOffload: loads what is long enough and faster than computing it") {
  const auto policy = make_policy(offload_policies(), "write-through",
                                  {{"min_load_tokens", 32.0}, {"load_factor", 0.5}});
  CHECK(policy->load({.tokens = 32, .transfer_us = 49, .recompute_us = 100}));
  CHECK_FALSE(policy->load({.tokens = 32, .transfer_us = 50, .recompute_us = 100}));
  CHECK_FALSE(policy->load({.tokens = 31, .transfer_us = 1, .recompute_us = 100}));
  const auto never = make_policy(offload_policies(), "selective", {{"load_factor", 0.0}});
  CHECK_FALSE(never->load({.tokens = 1000, .transfer_us = 0, .recompute_us = 1e6}));
  CHECK_THROWS_AS(make_policy(offload_policies(), "selective", {{"load_factor", -1.0}}), Problem);
  CHECK_THROWS_AS(make_policy(offload_policies(), "selective", {{"min_load_tokens", 0.5}}),
                  Problem);
}

TEST_CASE("CopyOffload: when loads start and who waits for them") {
  const auto fallback = make_policy(offload_policies(), "write-through");
  CHECK_FALSE(fallback->prefetches());
  CHECK(fallback->defers());
  const auto other =
      make_policy(offload_policies(), "selective", {{"prefetch", true}, {"defer", false}});
  CHECK(other->prefetches());
  CHECK_FALSE(other->defers());
  CHECK_FALSE(other->offload({.used_fraction = 1, .cpu_free_blocks = 100}));
}

}  // namespace copy_offload_test
