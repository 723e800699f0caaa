#include "engine/policy/offload/write_through_offload.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace write_through_offload_test {

using namespace servesweep::engine;

TEST_CASE("WriteThroughOffload: copies everything") {
  const auto policy = make_policy(offload_policies(), "write-through");
  CHECK(policy->store({.blocks = 1, .shared = false, .lookups = 0}));
  CHECK(policy->store({.blocks = 9, .shared = true, .lookups = 7, .session = true}));
  CHECK_FALSE(policy->counts_lookups());
  CHECK_FALSE(make_policy(offload_policies(), "threshold")->store({.blocks = 1}));
}

}  // namespace write_through_offload_test
