#include "engine/policy/preemption/victim_choice.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/preemption/running_list.h"

namespace victim_choice_test {

using namespace servesweep::engine;

TEST_CASE("victim_choice: the worst, of equals the one admitted last") {
  const auto worse = [](const RunningFacts& a, const RunningFacts& b) {
    return a.priority < b.priority;
  };
  const std::vector<RunningFacts> running =
      running_list({{.priority = 2}, {.priority = 1}, {.priority = 1}, {.priority = 3}});
  CHECK(last_worst(running, worse) == 2);
  CHECK(last_worst(std::span(running).first(1), worse) == 0);
}

}  // namespace victim_choice_test
