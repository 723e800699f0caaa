#include "engine/policy/scheduling/shortest_remaining.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/scheduling/waiting_list.h"
#include "tests/property.h"

namespace shortest_remaining_test {

using namespace servesweep::engine;

namespace {

auto shortest(double output_weight, double guard_us = 1e6, bool discount = true) {
  return make_policy(
      scheduling_policies(), "shortest-remaining-predicted",
      {{"output_weight", output_weight}, {"guard_us", guard_us}, {"discount_cached", discount}});
}

WaitingFacts predicted(WaitingFacts waiting, std::int32_t output_tokens) {
  waiting.request.predicted_output_tokens = output_tokens;
  return waiting;
}

}  // namespace

TEST_CASE("ShortestRemaining: uncached prompt plus what is left of the predicted output") {
  // Work at weight 2: 100 + 2·50 = 200; (150 − 60) + 2·40 = 170; preempted after 45 of 60 tokens:
  // 145 + 2·15 = 175.
  std::vector<WaitingFacts> waiting{predicted(waiting_request(0, 0, 100), 50),
                                    predicted(waiting_request(1, 1, 150, 60), 40),
                                    predicted(waiting_request(2, 2, 100), 60)};
  waiting[2].prefill_tokens = 145;
  const QueueView view = queue_view(10);
  CHECK(shortest(2)->discipline() == QueueDiscipline::picked);
  CHECK(shortest(2)->pick(waiting, view) == 1);
  CHECK(shortest(2, 1e6, false)->pick(waiting, view) == 2);  // 200, 230, 175
  CHECK_FALSE(shortest(2, 1e6, false)->needs_cached_tokens());
  CHECK(shortest(0)->pick(waiting, view) == 1);              // 100, 90, 145
  CHECK(shortest(0, 1e6, false)->pick(waiting, view) == 0);  // 100, 150, 145
  waiting[2].prefill_tokens = 200;  // more than predicted: nothing is expected to come
  CHECK(shortest(1e6)->pick(waiting, view) == 2);
  CHECK_THROWS_AS(shortest(-1), Problem);
}

TEST_CASE("ShortestRemaining: without a predictor the shortest prompt, the guard ends waiting") {
  const std::vector<WaitingFacts> waiting{waiting_request(0, 0, 900), waiting_request(1, 5, 800),
                                          waiting_request(2, 90, 10)};
  CHECK(shortest(1, 100)->pick(waiting, queue_view(100)) == 2);
  CHECK(shortest(1, 100)->pick(waiting, queue_view(101)) == 0);
  CHECK(shortest(1, 0)->pick(waiting, queue_view(101)) == 0);
}

TEST_CASE("ShortestRemaining: nobody older than the guard is passed over by a younger one") {
  CHECK(servesweep::counterexample([] {
          const std::vector<WaitingFacts> waiting = any_queue();
          const TimeUs guard_us = *rc::gen::inRange(0, 1000);
          const auto policy = shortest(1, static_cast<double>(guard_us));
          const WaitingFacts& picked = waiting[policy->pick(waiting, queue_view(1000))];
          for (const WaitingFacts& other : waiting) {
            if (1000 - other.request.arrival_us <= guard_us) continue;
            RC_ASSERT(picked.request.arrival_us <= other.request.arrival_us);
          }
        }) == "");
}

}  // namespace shortest_remaining_test
