#include "engine/policy/scheduling/programme_fcfs.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/scheduling/waiting_list.h"

namespace programme_fcfs_test {

using namespace servesweep::engine;

namespace {

auto programme_fcfs(double weight, double ttl_us = 1e6) {
  auto policy = make_policy(scheduling_policies(), "programme-fcfs",
                            {{"weight", weight}, {"ttl_us", ttl_us}});
  policy->reset(2);
  return policy;
}

WaitingFacts turn(std::int32_t id, TimeUs arrival_us, std::int32_t session) {
  WaitingFacts waiting = waiting_request(id, arrival_us, 100);
  waiting.request.session = SessionId(session);
  return waiting;
}

/// Session 0 came at 10; at 100 its next turn waits behind others.
std::size_t pick_later(SchedulingPolicy& policy, InstanceId instance = InstanceId(0)) {
  QueueView view = queue_view(10);
  CHECK(policy.pick(std::vector{turn(0, 10, 0)}, view) == 0);
  view = queue_view(100);
  view.instance = instance;
  const std::vector<WaitingFacts> waiting{turn(1, 50, 1), waiting_request(2, 60, 100),
                                          turn(3, 90, 0)};
  const std::size_t picked = policy.pick(waiting, view);
  CHECK(policy.pick(waiting, view) == picked);
  return picked;
}

}  // namespace

TEST_CASE("ProgrammeFcfs: a later turn takes the place of its session's first one") {
  CHECK(programme_fcfs(1)->discipline() == QueueDiscipline::picked);
  CHECK_FALSE(programme_fcfs(1)->needs_cached_tokens());
  CHECK(pick_later(*programme_fcfs(1)) == 2);    // 10
  CHECK(pick_later(*programme_fcfs(0)) == 0);    // 50, 60, 90
  CHECK(pick_later(*programme_fcfs(0.6)) == 2);  // 90 − 0.6·80 = 42
  CHECK(pick_later(*programme_fcfs(0.4)) == 0);  // 58
  CHECK_THROWS_AS(programme_fcfs(1.1), Problem);
}

TEST_CASE("ProgrammeFcfs: other instances, forgotten sessions and new runs know nothing of it") {
  CHECK(pick_later(*programme_fcfs(1), InstanceId(1)) == 0);
  CHECK(pick_later(*programme_fcfs(1, 89)) == 0);
  CHECK(pick_later(*programme_fcfs(1, 90)) == 2);
  const auto policy = programme_fcfs(1);
  CHECK(pick_later(*policy) == 2);
  policy->reset(2);
  CHECK(policy->pick(std::vector{turn(1, 50, 1), turn(3, 90, 0)}, queue_view(100)) == 0);
}

}  // namespace programme_fcfs_test
