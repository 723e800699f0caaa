#include "engine/policy/scheduling/waiting_choice.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/scheduling/waiting_list.h"

namespace waiting_choice_test {

using namespace servesweep::engine;

TEST_CASE("waiting_choice: work is what is not cached, and at least one token") {
  const WaitingFacts request = waiting_request(0, 100, 50, 20);
  CHECK(wait_us(request, queue_view(130)) == 30);
  CHECK(prefill_work_tokens(request, false) == 50);
  CHECK(prefill_work_tokens(request, true) == 30);
  CHECK(prefill_work_tokens(waiting_request(0, 0, 50, 50), true) == 1);
}

TEST_CASE("waiting_choice: smallest key, then earliest arrival, then order of queueing") {
  // A preempted request (the second here) may stand behind younger ones.
  const std::vector<WaitingFacts> waiting{waiting_request(0, 20, 7), waiting_request(1, 10, 7),
                                          waiting_request(2, 10, 7), waiting_request(3, 30, 5)};
  const auto prompt = [](const WaitingFacts& request) -> double { return request.prefill_tokens; };
  CHECK(oldest(waiting) == 1);
  CHECK(smallest(waiting, prompt) == 3);
  CHECK(smallest(std::span(waiting).first(3), prompt) == 1);
  CHECK(smallest(std::span(waiting).first(1), prompt) == 0);
}

}  // namespace waiting_choice_test
