#include "engine/policy/preemption/lowest_priority.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/preemption/running_list.h"

namespace lowest_priority_test {

using namespace servesweep::engine;

TEST_CASE("LowestPriority: lowest priority, then latest arrival, then the later name") {
  const auto policy = make_policy(preemption_policies(), "lowest-priority");
  const auto victim = [&](const std::vector<Runner>& runners) {
    return policy->victim(running_list(runners), {});
  };
  CHECK(victim({{.priority = 3}, {.priority = 1}, {.priority = 2, .arrival_us = 9}}) == 1);
  CHECK(victim({{.priority = 1, .arrival_us = 5},
                {.priority = 1, .arrival_us = 9},
                {.priority = 1, .arrival_us = 7}}) == 1);
  CHECK(victim({{.priority = 2}}) == 0);

  std::vector<RunningFacts> tied = running_list({{.priority = 1}, {.priority = 1}});
  tied[0].request.id = RequestId(8);
  CHECK(policy->victim(tied, {}) == 0);
  std::swap(tied[0], tied[1]);  // it comes back behind the other, and is still the one to go
  CHECK(policy->victim(tied, {}) == 1);
}

}  // namespace lowest_priority_test
