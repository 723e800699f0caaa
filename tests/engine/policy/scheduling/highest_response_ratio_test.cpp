#include "engine/policy/scheduling/highest_response_ratio.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/scheduling/waiting_list.h"
#include "tests/property.h"

namespace highest_response_ratio_test {

using namespace servesweep::engine;

namespace {

auto ratio(double aging, double output_weight = 0, bool discount = true) {
  return make_policy(
      scheduling_policies(), "highest-response-ratio",
      {{"aging", aging}, {"output_weight", output_weight}, {"discount_cached", discount}});
}

}  // namespace

TEST_CASE("HighestResponseRatio: (wait + service)/service with calibrated step costs") {
  // Service 1000 + 10·400 = 5000 and 1000 + 10·100 = 2000 µs. At 10000 the waits are 10000 and
  // 5000: ratios 3 and 3.5. At 30000: 30000/5000 = 6 and 25000/2000 = 12.5.
  std::vector<WaitingFacts> waiting{waiting_request(0, 0, 400), waiting_request(1, 5000, 100)};
  const auto policy = ratio(1);
  CHECK(policy->discipline() == QueueDiscipline::picked);
  CHECK(policy->pick(waiting, queue_view(10'000)) == 1);
  CHECK(policy->pick(waiting, queue_view(8000)) == 0);  // 8000/5000 = 1.6 and 3000/2000 = 1.5
  CHECK(ratio(0)->pick(waiting, queue_view(8000)) == 1);
  CHECK(ratio(4)->pick(waiting, queue_view(30'000)) == 1);  // (6/5)⁴ = 2.07 < 2.5
  CHECK(ratio(4)->pick(waiting, queue_view(20'000)) == 0);  // (4/3)⁴ = 3.16 > 2.5
  waiting[0].cached_tokens = 390;                           // service 1100
  CHECK(policy->pick(waiting, queue_view(10'000)) == 0);
  CHECK(policy->needs_cached_tokens());
  CHECK(ratio(1, 0, false)->pick(waiting, queue_view(10'000)) == 1);
  CHECK_FALSE(ratio(1, 0, false)->needs_cached_tokens());
  CHECK_THROWS_AS(ratio(-0.5), Problem);
}

TEST_CASE("HighestResponseRatio: predicted decode time can be part of the service") {
  // Ten tokens take 10·(1000 + 100) = 11000 µs: service 2000 + 11000 against 5000 µs.
  std::vector<WaitingFacts> waiting{waiting_request(0, 0, 400), waiting_request(1, 0, 100)};
  waiting[1].request.predicted_output_tokens = 10;
  CHECK(ratio(1, 0)->pick(waiting, queue_view(100)) == 1);
  CHECK(ratio(1, 1)->pick(waiting, queue_view(100)) == 0);
}

TEST_CASE("HighestResponseRatio: nobody else has a higher ratio, and equal prompts go by age") {
  CHECK(servesweep::counterexample([] {
          std::vector<WaitingFacts> waiting = any_queue();
          const bool equal = *rc::gen::arbitrary<bool>();
          for (WaitingFacts& request : waiting) {
            request.cached_tokens = 0;
            if (equal) request.prefill_tokens = 100;
          }
          const WaitingFacts& picked = waiting[ratio(1)->pick(waiting, queue_view(1000))];
          if (equal) RC_ASSERT(picked.request.arrival_us == waiting[0].request.arrival_us);
          const auto response = [](const WaitingFacts& request) {  // exact, times 1e6
            const std::int64_t service_us = 1000 + 10 * request.prefill_tokens;
            return (1000 - request.request.arrival_us + service_us) * 1'000'000 / service_us;
          };
          for (const WaitingFacts& other : waiting) RC_ASSERT(response(picked) >= response(other));
        }) == "");
}

}  // namespace highest_response_ratio_test
