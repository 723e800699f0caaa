#include "engine/policy/offload/selective_offload.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace selective_offload_test {

using namespace servesweep::engine;

TEST_CASE("SelectiveOffload: copies what was asked for often enough") {
  const auto policy = make_policy(offload_policies(), "selective", {{"min_lookups", 3.0}});
  CHECK(policy->counts_lookups());
  CHECK_FALSE(policy->store({.blocks = 1, .lookups = 2}));
  CHECK(policy->store({.blocks = 1, .lookups = 3}));
  CHECK_FALSE(make_policy(offload_policies(), "selective")->store({.blocks = 1, .lookups = 1}));
  CHECK(make_policy(offload_policies(), "selective")->store({.blocks = 1, .lookups = 2}));
  CHECK_THROWS_AS(make_policy(offload_policies(), "selective", {{"min_lookups", 0.0}}), Problem);
}

}  // namespace selective_offload_test
