#include "engine/policy/preemption/cheapest_recompute.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/preemption/running_list.h"

namespace cheapest_recompute_test {

using namespace servesweep::engine;

TEST_CASE("CheapestRecompute: fewest computed tokens, then admitted last") {
  const auto policy = make_policy(preemption_policies(), "cheapest-recompute");
  const auto victim = [&](const std::vector<Runner>& runners) {
    return policy->victim(running_list(runners), {});
  };
  CHECK(victim({{.computed_tokens = 500}, {.computed_tokens = 20}, {.computed_tokens = 90}}) == 1);
  CHECK(victim({{.computed_tokens = 20}, {.computed_tokens = 20}, {.computed_tokens = 90}}) == 1);
  CHECK(victim({{.computed_tokens = 20}}) == 0);
}

}  // namespace cheapest_recompute_test
