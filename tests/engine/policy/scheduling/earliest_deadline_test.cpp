#include "engine/policy/scheduling/earliest_deadline.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/scheduling/waiting_list.h"
#include "tests/property.h"

namespace earliest_deadline_test {

using namespace servesweep::engine;

TEST_CASE("EarliestDeadline: arrival plus the target of class or tier") {
  const auto policy = make_policy(scheduling_policies(), "earliest-deadline",
                                  {{"ttft_target_critical_us", 1.0},
                                   {"ttft_target_standard_us", 60.0},
                                   {"ttft_target_sheddable_us", 1e12}});
  CHECK(policy->discipline() == QueueDiscipline::fixed_key);
  CHECK(policy->key(some_request(SloTier::critical, 9, 100), 77) == 101);
  CHECK(policy->key(some_request(SloTier::standard, 9, 100), 77) == 160);
  CHECK(policy->key(some_request(SloTier::sheddable, 9, 100), 77) == 1e12 + 100);
  RequestFacts request = some_request(SloTier::sheddable, 9, 100);
  request.ttft_target_us = 30;
  CHECK(policy->key(request, 77) == 130);
  CHECK_THROWS_AS(
      make_policy(scheduling_policies(), "earliest-deadline", {{"ttft_target_critical_us", 0.0}}),
      Problem);
}

TEST_CASE("EarliestDeadline: overtaking is bounded by the difference of targets") {
  const auto policy =
      make_policy(scheduling_policies(), "earliest-deadline",
                  {{"ttft_target_critical_us", 50.0}, {"ttft_target_sheddable_us", 110.0}});
  CHECK(servesweep::counterexample([&] {
          const TimeUs arrival = *rc::gen::inRange(0, 1000), later = *rc::gen::inRange(0, 200);
          const double old = policy->key(some_request(SloTier::sheddable, 9, arrival), 0);
          const double young = policy->key(some_request(SloTier::critical, 9, arrival + later), 0);
          RC_ASSERT((young < old) == (later < 60));
        }) == "");
}

}  // namespace earliest_deadline_test
