#include "engine/policy/preemption/least_progress.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/preemption/running_list.h"

namespace least_progress_test {

using namespace servesweep::engine;

TEST_CASE("LeastProgress: fewest output tokens, then longest prompt, then admitted last") {
  const auto policy = make_policy(preemption_policies(), "least-progress");
  const auto victim = [&](const std::vector<Runner>& runners) {
    return policy->victim(running_list(runners), {});
  };
  CHECK(victim({{.generated_tokens = 5}, {.generated_tokens = 2}, {.generated_tokens = 9}}) == 1);
  CHECK(victim({{.input_tokens = 50, .generated_tokens = 2},
                {.input_tokens = 80, .generated_tokens = 2},
                {.input_tokens = 70, .generated_tokens = 2}}) == 1);
  CHECK(victim({{.generated_tokens = 2}, {.generated_tokens = 2}, {.generated_tokens = 3}}) == 1);
  CHECK(victim({{.generated_tokens = 2}}) == 0);
}

}  // namespace least_progress_test
