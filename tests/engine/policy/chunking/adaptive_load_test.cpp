#include "engine/policy/chunking/adaptive_load.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace adaptive_load_test {

using namespace servesweep::engine;

namespace {

std::int32_t tokens(double low_depth, double high_depth, std::int32_t waiting,
                    std::int32_t decoding = 0, std::int32_t limit = 8192) {
  const auto policy = make_policy(chunking_policies(), "adaptive-load",
                                  {{"low_tokens", 500.0},
                                   {"high_tokens", 2500.0},
                                   {"low_depth", low_depth},
                                   {"high_depth", high_depth}});
  CHECK(policy->sizes_steps());
  CHECK(policy->limit_tokens(some_request(SloTier::critical)) == 0);
  return policy->step_tokens(
      {.max_tokens_per_step = limit, .decoding = decoding, .waiting = waiting});
}

}  // namespace

TEST_CASE("AdaptiveLoad: steps grow with the waiting queue") {
  CHECK(tokens(2, 10, 0) == 500);
  CHECK(tokens(2, 10, 2) == 500);
  CHECK(tokens(2, 10, 6) == 1500);
  CHECK(tokens(2, 10, 10) == 2500);
  CHECK(tokens(2, 10, 1000) == 2500);
  CHECK(tokens(2, 10, 6, 40) == 1540);        // decodes come on top
  CHECK(tokens(2, 10, 6, 40, 1000) == 1000);  // of what the engine can do
}

TEST_CASE("AdaptiveLoad: equal or reversed depths make a switch") {
  CHECK(tokens(5, 5, 5) == 500);
  CHECK(tokens(5, 5, 6) == 2500);
  CHECK(tokens(5, 0, 6) == 2500);
  CHECK_THROWS_AS(make_policy(chunking_policies(), "adaptive-load", {{"low_tokens", 0.0}}),
                  Problem);
}

}  // namespace adaptive_load_test
