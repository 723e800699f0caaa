#include "engine/policy/scheduling/least_slack.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/scheduling/waiting_list.h"
#include "tests/property.h"

namespace least_slack_test {

using namespace servesweep::engine;

namespace {

auto least_slack(double weight, bool discount) {
  return make_policy(scheduling_policies(), "least-slack",
                     {{"prediction_weight", weight},
                      {"discount_cached", discount},
                      {"ttft_target_standard_us", 10'000.0}});
}

}  // namespace

TEST_CASE("LeastSlack: time to the deadline minus the predicted prefill time") {
  // Deadlines 10000, 10500, 11500; prefill at 10 µs per token 1000, 3000, 3000 µs, the last with
  // 2900 µs of it cached. Slacks at 0: 9000, 7500, 8500 and, discounted, 9000, 7500, 11400.
  std::vector<WaitingFacts> waiting{waiting_request(0, 0, 100), waiting_request(1, 500, 300),
                                    waiting_request(2, 1500, 300, 290)};
  const QueueView view = queue_view(2000);
  const auto policy = least_slack(1, true);
  CHECK(policy->discipline() == QueueDiscipline::picked);
  CHECK(policy->needs_cached_tokens());
  CHECK_FALSE(least_slack(1, false)->needs_cached_tokens());
  CHECK(policy->pick(waiting, view) == 1);
  waiting.erase(waiting.begin() + 1);
  CHECK(policy->pick(waiting, view) == 0);
  CHECK(least_slack(1, false)->pick(waiting, view) == 1);
  CHECK(least_slack(0, false)->pick(waiting, view) == 0);    // 10000 < 11500
  CHECK(least_slack(100, true)->pick(waiting, view) == 0);   // −90000 < 1500
  CHECK(least_slack(100, false)->pick(waiting, view) == 1);  // −90000 > −288500
  waiting[1].request.ttft_target_us = 1;
  CHECK(policy->pick(waiting, view) == 1);
  CHECK_THROWS_AS(least_slack(-1, true), Problem);
}

TEST_CASE("LeastSlack: without prediction it is earliest deadline first") {
  const auto slack =
      make_policy(scheduling_policies(), "least-slack", {{"prediction_weight", 0.0}});
  const auto deadline = make_policy(scheduling_policies(), "earliest-deadline");
  CHECK(servesweep::counterexample([&] {
          const std::vector<WaitingFacts> waiting = any_queue();
          const RequestFacts& picked = waiting[slack->pick(waiting, queue_view(1000))].request;
          for (const WaitingFacts& other : waiting) {
            RC_ASSERT(deadline->key(picked, 0) <= deadline->key(other.request, 0));
          }
        }) == "");
}

}  // namespace least_slack_test
