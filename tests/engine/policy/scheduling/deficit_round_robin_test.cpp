#include "engine/policy/scheduling/deficit_round_robin.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "tests/engine/policy/scheduling/waiting_list.h"
#include "tests/property.h"

namespace deficit_round_robin_test {

using namespace servesweep::engine;

namespace {

auto round_robin(double quantum, double cached_weight = 1, double output_weight = 0) {
  auto policy = make_policy(scheduling_policies(), "deficit-round-robin",
                            {{"quantum_tokens", quantum},
                             {"cached_weight", cached_weight},
                             {"output_weight", output_weight}});
  policy->reset(2);
  return policy;
}

std::size_t serve(SchedulingPolicy& policy, std::vector<WaitingFacts>& waiting,
                  WaitingFacts* served = nullptr) {
  const std::size_t picked = policy.pick(waiting, queue_view(100));
  RC_ASSERT(policy.pick(waiting, queue_view(100)) == picked);  // looking changes nothing
  policy.served(waiting[picked], 1, queue_view(100));
  if (served != nullptr) *served = waiting[picked];
  waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(picked));
  return picked;
}

std::vector<int> order(SchedulingPolicy& policy, std::vector<WaitingFacts> waiting) {
  std::vector<int> ids;
  WaitingFacts served;
  while (!waiting.empty()) {
    serve(policy, waiting, &served);
    ids.push_back(served.request.id.value());
  }
  return ids;
}

/// The textbook's loop: every turn is taken one by one.
std::vector<int> naive_order(std::vector<WaitingFacts> waiting, std::int32_t quantum,
                             std::int32_t tenants) {
  std::vector<std::int64_t> deficit(static_cast<std::size_t>(tenants), 0);
  std::vector<int> ids;
  for (std::int32_t turn = 0; !waiting.empty(); turn = (turn + 1) % tenants) {
    const auto head = [&] {
      return std::ranges::find_if(
          waiting, [&](const WaitingFacts& w) { return w.request.tenant == TenantId(turn); });
    };
    std::int64_t& saved = deficit[static_cast<std::size_t>(turn)];
    if (head() != waiting.end()) saved += quantum;
    while (head() != waiting.end() && head()->prefill_tokens <= saved) {
      saved -= head()->prefill_tokens;
      ids.push_back(head()->request.id.value());
      waiting.erase(head());
    }
    if (head() == waiting.end()) saved = 0;
  }
  return ids;
}

}  // namespace

TEST_CASE("DeficitRoundRobin: the rest of a quantum is kept for the next turn") {
  // Quantum 100. Tenant 0: 60, 60, 60, 60; tenant 1: 150, 50. Turns: 0 gets 100, serves 60, keeps
  // 40. 1 gets 100 < 150. 0 has 140: 60, 60, keeps 20. 1 has 200: 150, 50. 0 has 120: 60.
  const std::vector<WaitingFacts> waiting{
      waiting_request(0, 0, 60, 0, 0),  waiting_request(1, 0, 60, 0, 0),
      waiting_request(2, 0, 60, 0, 0),  waiting_request(3, 0, 60, 0, 0),
      waiting_request(4, 0, 150, 0, 1), waiting_request(5, 0, 50, 0, 1)};
  const auto policy = round_robin(100);
  CHECK(policy->discipline() == QueueDiscipline::picked);
  CHECK_FALSE(policy->needs_cached_tokens());
  CHECK(order(*policy, waiting) == std::vector<int>{0, 1, 2, 4, 5, 3});
  policy->reset(2);
  CHECK(order(*round_robin(1e9), waiting) == std::vector<int>{0, 1, 2, 3, 4, 5});
}

TEST_CASE("DeficitRoundRobin: cached and predicted tokens change what a request costs") {
  // Tenant 1's request costs 200, or 200 − 160 = 40 if cached tokens are free; tenant 0's costs 50,
  // or 50 + 2·30 = 110 with output. At a quantum of 100 the cheaper one is paid first.
  std::vector<WaitingFacts> waiting{waiting_request(0, 0, 50, 0, 0),
                                    waiting_request(1, 0, 200, 160, 1)};
  waiting[0].request.predicted_output_tokens = 30;
  CHECK(round_robin(100, 0)->needs_cached_tokens());
  CHECK(round_robin(100, 0, 2)->pick(waiting, queue_view(100)) == 1);
  CHECK(round_robin(100, 1, 2)->pick(waiting, queue_view(100)) == 0);
  CHECK(round_robin(100, 0, 0)->pick(waiting, queue_view(100)) == 0);
  CHECK(round_robin(100, 0.5, 2)->pick(waiting, queue_view(100)) == 0);  // 110 and 120
  CHECK_THROWS_AS(round_robin(0), Problem);
  CHECK_THROWS_AS(round_robin(1, 1.1), Problem);
}

TEST_CASE("DeficitRoundRobin: who has nothing waiting saves nothing and ends its turn") {
  // Tenant 0 has 100, serves its only request for 10 and has a new one at once: it is tenant 1's
  // turn, and later tenant 0 has 100 again, not 190.
  std::vector<WaitingFacts> waiting{waiting_request(0, 0, 10, 0, 0),
                                    waiting_request(1, 0, 90, 0, 1)};
  const auto policy = round_robin(100);
  CHECK(serve(*policy, waiting) == 0);
  waiting.push_back(waiting_request(2, 0, 150, 0, 0));
  waiting.push_back(waiting_request(3, 0, 100, 0, 1));
  CHECK(order(*policy, waiting) == std::vector<int>{1, 3, 2});
}

TEST_CASE("DeficitRoundRobin: instances take turns apart, requests without tenant are one") {
  const std::vector<WaitingFacts> waiting{waiting_request(0, 0, 60, 0, -1),
                                          waiting_request(1, 0, 60, 0, -1),
                                          waiting_request(2, 0, 60, 0, 3)};
  const auto policy = round_robin(60);
  QueueView view = queue_view(100);
  CHECK(policy->pick(waiting, view) == 0);
  policy->served(waiting[0], 1, view);
  CHECK(policy->pick(std::span(waiting).subspan(1), view) == 1);
  view.instance = InstanceId(1);
  CHECK(policy->pick(waiting, view) == 0);
}

TEST_CASE("DeficitRoundRobin: tenants that another instance has seen do not change the turns") {
  for (const bool seen_elsewhere : {false, true}) {
    const auto policy = round_robin(100);
    if (seen_elsewhere) {
      QueueView other = queue_view(100);
      other.instance = InstanceId(1);
      CHECK(policy->pick(std::vector{waiting_request(9, 0, 10, 0, 7)}, other) == 0);
    }
    std::vector<WaitingFacts> waiting{waiting_request(0, 0, 10, 0, 1)};
    serve(*policy, waiting);
    CHECK(order(*policy, {waiting_request(1, 0, 10, 0, 7), waiting_request(2, 0, 10, 0, 0)}) ==
          std::vector<int>{2, 1});
  }
}

TEST_CASE("DeficitRoundRobin: equals the textbook's loop, however small the quantum") {
  CHECK(servesweep::counterexample([] {
          const std::vector<WaitingFacts> waiting = any_queue(4);
          const int quantum = *rc::gen::element(1, 7, 100, 300, 1000);
          RC_ASSERT(order(*round_robin(quantum), waiting) == naive_order(waiting, quantum, 4));
        }) == "");
}

TEST_CASE("DeficitRoundRobin: backlogged tenants get equal shares, and nobody starves") {
  // Shreedhar & Varghese: shares of backlogged tenants differ by at most quantum + 2 max cost. A
  // tenant needs at most ceil(max/quantum) turns to pay; between two of its turns every other one
  // spends at most quantum + max.
  CHECK(servesweep::counterexample(
            [] {
              const int quantum = *rc::gen::inRange(50, 400), tenants = *rc::gen::inRange(2, 5);
              constexpr int kLeast = 10, kMost = 300;
              const auto policy = round_robin(quantum);
              std::vector<WaitingFacts> waiting;
              const auto queue = [&](int tenant) {
                const int prompt = *rc::gen::inRange(kLeast, kMost + 1);
                waiting.push_back(waiting_request(0, 0, prompt, 0, tenant));
              };
              for (int i = 0; i < 2 * tenants; ++i) queue(i % tenants);
              std::vector<int> spent(static_cast<std::size_t>(tenants), 0), passed_over = spent;
              const int turns = (kMost + quantum - 1) / quantum + 1;
              const int bound = turns * (tenants - 1) * ((quantum + kMost) / kLeast + 1);
              for (int i = 0; i < 300; ++i) {
                WaitingFacts served;
                serve(*policy, waiting, &served);
                const std::size_t tenant = served.request.tenant.index();
                queue(static_cast<int>(tenant));
                spent[tenant] += served.prefill_tokens;
                for (int& count : passed_over) RC_ASSERT(++count <= bound);
                passed_over[tenant] = 0;
                const auto [least, most] = std::ranges::minmax(spent);
                RC_ASSERT(most - least <= quantum + 2 * kMost);
              }
            },
            60) == "");
}

TEST_CASE("DeficitRoundRobin: the longest cached prefix of a tenant first, if asked for (DLPM)") {
  // Quantum 100, cached tokens free. Tenant 0: costs 60, 20 (40 cached), 20 (40 cached, younger).
  // Tenant 1: 60 and 10 (90 cached). Tenant 0 has 100: 20, 20, 60 = 100. Tenant 1: 10, 60.
  const std::vector<WaitingFacts> waiting{
      waiting_request(0, 0, 60, 0, 0), waiting_request(1, 10, 60, 40, 0),
      waiting_request(2, 20, 60, 40, 0), waiting_request(3, 0, 60, 0, 1),
      waiting_request(4, 30, 100, 90, 1)};
  const auto dlpm = [](double cached_weight) {
    auto policy = make_policy(
        scheduling_policies(), "deficit-round-robin",
        {{"quantum_tokens", 100.0}, {"cached_weight", cached_weight}, {"longest_prefix", true}});
    policy->reset(2);
    return policy;
  };
  CHECK(order(*dlpm(0), waiting) == std::vector<int>{1, 2, 0, 4, 3});
  CHECK(dlpm(1)->needs_cached_tokens());
  // Cached tokens cost like others: 60 of 100, then tenant 1: 100; 0: 140: 60, 60; 1: 60.
  CHECK(order(*dlpm(1), waiting) == std::vector<int>{1, 4, 2, 0, 3});
  CHECK(order(*round_robin(100, 0), waiting) == std::vector<int>{0, 1, 2, 3, 4});
}

}  // namespace deficit_round_robin_test
