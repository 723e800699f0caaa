#include "engine/policy/offload/threshold_offload.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace threshold_offload_test {

using namespace servesweep::engine;

TEST_CASE("ThresholdOffload: strictly above the threshold") {
  const auto policy = make_policy(offload_policies(), "threshold", {{"threshold", 0.5}});
  CHECK_FALSE(policy->offload({.used_fraction = 0.5, .cpu_free_blocks = 1}));
  CHECK(policy->offload({.used_fraction = 0.51, .cpu_free_blocks = 1}));
  const auto fallback = make_policy(offload_policies(), "threshold");
  CHECK_FALSE(fallback->offload({.used_fraction = 0.9, .cpu_free_blocks = 1}));
  CHECK(fallback->offload({.used_fraction = 0.91, .cpu_free_blocks = 1}));
  CHECK_THROWS_AS(make_policy(offload_policies(), "threshold", {{"threshold", 1.01}}), Problem);
}

}  // namespace threshold_offload_test
