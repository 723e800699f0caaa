#include "engine/policy/offload/write_back_offload.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace write_back_offload_test {

using namespace servesweep::engine;

TEST_CASE("WriteBackOffload: copies everything, when a request has completed") {
  const auto policy = make_policy(offload_policies(), "write-back");
  CHECK(policy->copies());
  CHECK(policy->store({.blocks = 1, .shared = false, .lookups = 0}));
  CHECK(policy->stores_at_completion());
  CHECK(policy->stores_answers());
  CHECK_FALSE(
      make_policy(offload_policies(), "write-back", {{"answers", false}})->stores_answers());
  CHECK_FALSE(make_policy(offload_policies(), "write-through")->stores_at_completion());
}

TEST_CASE("WriteBackOffload: loads as the other policies with copies do") {
  const auto policy = make_policy(offload_policies(), "write-back",
                                  {{"min_load_tokens", 100.0}, {"load_factor", 2.0}});
  CHECK(policy->load({.tokens = 100, .transfer_us = 19, .recompute_us = 10}));
  CHECK_FALSE(policy->load({.tokens = 100, .transfer_us = 20, .recompute_us = 10}));
  CHECK_FALSE(policy->load({.tokens = 99, .transfer_us = 1, .recompute_us = 10}));
  CHECK(policy->defers());
  CHECK_FALSE(policy->prefetches());
}

}  // namespace write_back_offload_test
