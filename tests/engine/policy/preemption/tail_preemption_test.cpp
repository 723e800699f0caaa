#include "engine/policy/preemption/tail_preemption.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace tail_preemption_test {

using namespace servesweep::engine;

TEST_CASE("TailPreemption: the request admitted last, whatever its priority") {
  const auto policy = make_policy(preemption_policies(), "tail");
  std::vector<RunningFacts> running(3);
  running[2].priority = 1000;
  CHECK(policy->victim(running, {}) == 2);
  CHECK(policy->victim(std::span(running).first(1), {}) == 0);
}

}  // namespace tail_preemption_test
