#include "engine/policy/offload/look_ahead_offload.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace look_ahead_offload_test {

using namespace servesweep::engine;

TEST_CASE("LookAheadOffload: stores and loads by its thresholds") {
  const auto policy =
      make_policy(offload_policies(), "look-ahead",
                  {{"min_lookups", 2.0}, {"min_load_tokens", 32.0}, {"load_factor", 2.0}});
  CHECK(policy->copies());
  CHECK(policy->counts_lookups());
  CHECK_FALSE(policy->store({.blocks = 1, .lookups = 1}));
  CHECK(policy->store({.blocks = 1, .lookups = 2}));
  CHECK(policy->load({.tokens = 32, .transfer_us = 19.9, .recompute_us = 10}));
  CHECK_FALSE(policy->load({.tokens = 32, .transfer_us = 20, .recompute_us = 10}));
  CHECK_FALSE(policy->load({.tokens = 31, .transfer_us = 1, .recompute_us = 10}));
}

TEST_CASE("LookAheadOffload: without a threshold it writes through") {
  const auto policy = make_policy(offload_policies(), "look-ahead");
  CHECK_FALSE(policy->counts_lookups());
  CHECK(policy->store({.blocks = 1, .lookups = 0}));
}

TEST_CASE("LookAheadOffload: window, loads and deferral are limited") {
  const auto policy = make_policy(
      offload_policies(), "look-ahead",
      {{"window", 64.0}, {"concurrency", 16.0}, {"defer_steps", 3.0}, {"protect", false}});
  CHECK(policy->window() == 64);
  CHECK(policy->concurrent_loads() == 16);
  CHECK(policy->defers());
  CHECK(policy->longest_deferral_calls() == 3);
  CHECK_FALSE(policy->protects());
  CHECK_FALSE(policy->prefetches());
  CHECK_FALSE(make_policy(offload_policies(), "look-ahead", {{"defer_steps", 0.0}})->defers());
  for (const auto& [name, bad] : {std::pair{"window", 65.0}, std::pair{"concurrency", 0.0},
                                  std::pair{"defer_steps", -1.0}, std::pair{"min_lookups", 0.0}}) {
    CHECK_THROWS_AS(make_policy(offload_policies(), "look-ahead", {{name, bad}}), Problem);
  }
}

}  // namespace look_ahead_offload_test
