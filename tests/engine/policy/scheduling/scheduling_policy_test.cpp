#include "engine/policy/scheduling/scheduling_policy.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace scheduling_policy_test {

using namespace servesweep::engine;

TEST_CASE("SchedulingPolicy: disciplines and keys") {
  const RequestFacts request = some_request(SloTier::standard, 42);
  const auto fcfs = make_policy(scheduling_policies(), "fcfs");
  CHECK(fcfs->discipline() == QueueDiscipline::first_come);
  const auto priority = make_policy(scheduling_policies(), "priority-fcfs");
  CHECK(priority->discipline() == QueueDiscipline::highest_priority);
  const auto shortest = make_policy(scheduling_policies(), "sjf");
  CHECK(shortest->discipline() == QueueDiscipline::fixed_key);
  CHECK(shortest->key(request, 7) == 42);
  const auto reverse = make_policy(scheduling_policies(), "reverse-priority");
  CHECK(reverse->discipline() == QueueDiscipline::changing_key);
  CHECK(reverse->key(request, 7) == 7);
}

}  // namespace scheduling_policy_test
