#include "engine/policy/scheduling/k_longest_prefix.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/scheduling/waiting_list.h"
#include "tests/property.h"

namespace k_longest_prefix_test {

using namespace servesweep::engine;

namespace {

auto k_longest(double k, double max_wait_us = 1e6, double fcfs_above = 0) {
  auto policy = make_policy(scheduling_policies(), "k-longest-prefix",
                            {{"k", k}, {"max_wait_us", max_wait_us}, {"fcfs_above", fcfs_above}});
  policy->reset(2);
  return policy;
}

/// Serves the whole queue and returns the ids in order.
std::vector<int> order(SchedulingPolicy& policy, std::vector<WaitingFacts> waiting,
                       const QueueView& view) {
  std::vector<int> ids;
  while (!waiting.empty()) {
    const std::size_t picked = policy.pick(waiting, view);
    ids.push_back(waiting[picked].request.id.value());
    policy.served(waiting[picked], 1, view);
    waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(picked));
  }
  return ids;
}

const std::vector<WaitingFacts> kQueue{
    waiting_request(0, 10, 100, 0), waiting_request(1, 20, 100, 16),
    waiting_request(2, 30, 100, 48), waiting_request(3, 40, 100, 32),
    waiting_request(4, 50, 100, 48)};

}  // namespace

TEST_CASE("KLongestPrefix: the oldest, then k − 1 by cached prefix") {
  const QueueView view = queue_view(100);
  CHECK(k_longest(3)->needs_cached_tokens());
  CHECK(k_longest(3)->discipline() == QueueDiscipline::picked);
  CHECK(order(*k_longest(3), kQueue, view) == std::vector<int>{0, 2, 4, 1, 3});
  CHECK(order(*k_longest(2), kQueue, view) == std::vector<int>{0, 2, 1, 4, 3});
  CHECK(order(*k_longest(1), kQueue, view) == std::vector<int>{0, 1, 2, 3, 4});
  CHECK(order(*k_longest(1e9), kQueue, view) == std::vector<int>{0, 2, 4, 3, 1});
}

TEST_CASE("KLongestPrefix: who waited too long goes first, and a long queue is by age") {
  CHECK(order(*k_longest(1e9, 70), kQueue, queue_view(100)) == std::vector<int>{0, 1, 2, 4, 3});
  CHECK(order(*k_longest(1e9, 80), kQueue, queue_view(100)) == std::vector<int>{0, 2, 4, 3, 1});
  CHECK(order(*k_longest(1e9, 0), kQueue, queue_view(100)) == std::vector<int>{0, 1, 2, 3, 4});
  CHECK(order(*k_longest(1e9, 1e6, 4), kQueue, queue_view(100, 5)) ==
        std::vector<int>{0, 1, 2, 3, 4});
  CHECK(order(*k_longest(1e9, 1e6, 5), kQueue, queue_view(100, 5)) ==
        std::vector<int>{0, 2, 4, 3, 1});
}

TEST_CASE("KLongestPrefix: instances count apart, looking does not count, reset forgets") {
  const auto policy = k_longest(2);
  QueueView view = queue_view(100);
  CHECK(policy->pick(kQueue, view) == 0);
  CHECK(policy->pick(kQueue, view) == 0);
  policy->served(kQueue[0], 1, view);
  CHECK(policy->pick(kQueue, view) == 2);
  view.instance = InstanceId(1);
  CHECK(policy->pick(kQueue, view) == 0);
  policy->reset(1);
  view.instance = InstanceId(0);
  CHECK(policy->pick(kQueue, view) == 0);
  CHECK_THROWS_AS(k_longest(0), Problem);
  CHECK_THROWS_AS(k_longest(1.5), Problem);
}

TEST_CASE("KLongestPrefix: of k admissions in a row one is the oldest") {
  CHECK(servesweep::counterexample([] {
          std::vector<WaitingFacts> waiting = any_queue();
          const int k = *rc::gen::inRange(1, 8);
          const auto policy = k_longest(k);
          int passed_over = 0;
          while (!waiting.empty()) {
            const std::size_t picked = policy->pick(waiting, queue_view(1000));
            const bool is_oldest =
                waiting[picked].request.arrival_us == waiting[0].request.arrival_us;
            passed_over = is_oldest ? 0 : passed_over + 1;
            RC_ASSERT(passed_over < k);
            policy->served(waiting[picked], 1, queue_view(1000));
            waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(picked));
          }
        }) == "");
}

}  // namespace k_longest_prefix_test
