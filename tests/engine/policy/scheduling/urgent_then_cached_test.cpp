#include "engine/policy/scheduling/urgent_then_cached.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/scheduling/waiting_list.h"
#include "tests/property.h"

namespace urgent_then_cached_test {

using namespace servesweep::engine;

namespace {

/// 10 µs per token; all have a target of 10 ms.
auto urgent_then_cached(double margin_us, double hopeless_us, double k) {
  auto policy = make_policy(scheduling_policies(), "urgent-then-cached",
                            {{"margin_us", margin_us},
                             {"hopeless_us", hopeless_us},
                             {"k", k},
                             {"ttft_target_standard_us", 10'000.0}});
  policy->reset(2);
  return policy;
}

std::vector<int> order(SchedulingPolicy& policy, std::vector<WaitingFacts> waiting,
                       const QueueView& view) {
  std::vector<int> ids;
  while (!waiting.empty()) {
    const std::size_t picked = policy.pick(waiting, view);
    CHECK(policy.pick(waiting, view) == picked);  // looking changes nothing
    ids.push_back(waiting[picked].request.id.value());
    policy.served(waiting[picked], 1, view);
    waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(picked));
  }
  return ids;
}

}  // namespace

TEST_CASE("UrgentThenCached: urgent ones by deadline, then the longest cached prefix") {
  // At 5000. Slack: 0 has 10000 − 5000 − 10·100 = 4000; 1 10500 − 5000 − 10·500 = 500; 2 has 11000
  // − 5000 − 10·520 = 800; 3 has 11500 − 5000 − 10·(600 − 480) = 5300; 4 has 12000 − 5000 − 10·84.
  const std::vector<WaitingFacts> waiting{
      waiting_request(0, 0, 100), waiting_request(1, 500, 500), waiting_request(2, 1000, 520),
      waiting_request(3, 1500, 600, 480), waiting_request(4, 2000, 100, 16)};
  const QueueView view = queue_view(5000);
  CHECK(urgent_then_cached(1000, 1e6, 8)->needs_cached_tokens());
  // The first of those at ease is the oldest, then by cached tokens.
  CHECK(order(*urgent_then_cached(1000, 1e6, 8), waiting, view) == std::vector<int>{1, 2, 0, 3, 4});
  CHECK(order(*urgent_then_cached(-1e6, 1e6, 8), waiting, view) ==
        std::vector<int>{0, 3, 4, 1, 2});  // nobody is urgent: 480, 16, 0 by age
  CHECK(order(*urgent_then_cached(1e6, 1e6, 8), waiting, view) ==
        std::vector<int>{0, 1, 2, 3, 4});  // everybody is
  CHECK(order(*urgent_then_cached(-1e6, 1e6, 1), waiting, view) ==
        std::vector<int>{0, 1, 2, 3, 4});  // always the oldest
  CHECK_THROWS_AS(urgent_then_cached(0, 0, 0), Problem);
}

TEST_CASE("UrgentThenCached: the hopeless come last, but at least every k-th time") {
  // At 20000: 0 and 1 are due since 10000 and 9000, the others will be: 2 is urgent.
  std::vector<WaitingFacts> waiting{waiting_request(0, 0, 100), waiting_request(1, 1000, 100)};
  for (int i = 2; i < 8; ++i) waiting.push_back(waiting_request(i, 12'000 + i, 100));
  const QueueView view = queue_view(20'000);
  CHECK(order(*urgent_then_cached(0, 5000, 100), waiting, view) ==
        std::vector<int>{2, 3, 4, 5, 6, 7, 0, 1});
  CHECK(order(*urgent_then_cached(0, 5000, 3), waiting, view) ==
        std::vector<int>{2, 3, 0, 4, 5, 1, 6, 7});
  CHECK(order(*urgent_then_cached(1e6, 5000, 3), waiting, view) ==
        std::vector<int>{2, 3, 0, 4, 5, 1, 6, 7});  // urgent ones do not go before that either
  CHECK(order(*urgent_then_cached(0, 9500, 3), waiting, view) ==
        std::vector<int>{1, 2, 0, 3, 4, 5, 6, 7});  // 1 is late, not hopeless: urgent
}

TEST_CASE("UrgentThenCached: everybody is served within k times their number while others come") {
  CHECK(servesweep::counterexample(
            [] {
              const int k = *rc::gen::inRange(1, 5);
              const auto policy = urgent_then_cached(*rc::gen::inRange(-5000, 5000), 2000, k);
              std::vector<WaitingFacts> waiting = any_queue();
              int next = static_cast<int>(waiting.size());
              TimeUs now_us = 1000;
              int rounds = 0;
              while (waiting[0].request.id.value() == 0) {
                now_us += 500;
                const std::size_t picked = policy->pick(waiting, queue_view(now_us));
                policy->served(waiting[picked], 1, queue_view(now_us));
                waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(picked));
                const int cached = *rc::gen::inRange(0, 100);
                waiting.push_back(waiting_request(next++, now_us, 100, cached));
                // 12 ms until it is hopeless: 24 rounds; then all that were before it, each k-th.
                RC_ASSERT(++rounds <= 26 + k * static_cast<int>(waiting.size()));
              }
            },
            60) == "");
}

}  // namespace urgent_then_cached_test
