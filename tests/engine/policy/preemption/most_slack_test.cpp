#include "engine/policy/preemption/most_slack.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/preemption/running_list.h"

namespace most_slack_test {

using namespace servesweep::engine;

namespace {

auto most_slack(double e2e_standard_us = 1e6) {
  return make_policy(preemption_policies(), "most-slack",
                     {{"ttft_target_critical_us", 1.0},
                      {"ttft_target_standard_us", 500.0},
                      {"e2e_target_critical_us", 900.0},
                      {"e2e_target_standard_us", e2e_standard_us}});
}

}  // namespace

TEST_CASE("MostSlack: TTFT deadline while there is no token, E2E deadline afterwards") {
  // Due at 100 + 500, 0 + 1, 0 + 900 µs, and 0 + 1000000 µs.
  const std::vector<RunningFacts> running =
      running_list({{.arrival_us = 100},
                    {.tier = SloTier::critical},
                    {.generated_tokens = 1, .tier = SloTier::critical},
                    {.generated_tokens = 1}});
  const std::span list(running);
  CHECK(most_slack()->victim(list, {.now_us = 5'000'000}) == 3);
  CHECK(most_slack(1)->victim(list, {}) == 2);
  CHECK(most_slack()->victim(list.first(2), {}) == 0);
  CHECK(most_slack()->victim(list.subspan(1, 1), {}) == 0);
}

TEST_CASE("MostSlack: targets of the class go first, ties go to the one admitted last") {
  std::vector<RunningFacts> running = running_list({{}, {}, {.generated_tokens = 1}});
  running[2].request.e2e_target_us = 400;
  CHECK(most_slack()->victim(running, {}) == 1);  // 500, 500, 400
  running[0].request.ttft_target_us = 501;
  CHECK(most_slack()->victim(running, {}) == 0);
  CHECK_THROWS_AS(most_slack(0), Problem);
}

}  // namespace most_slack_test
