#include "engine/instance/waiting_queue.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "engine/policy/registry.h"
#include "tests/engine/random/dice.h"

namespace waiting_queue_test {

using namespace servesweep::engine;

namespace {

template <class Base>
std::unique_ptr<Base> policy(const Registry<Base>& registry, const std::string& name) {
  return registry.create({.policy = name, .parameters = {}, .scorers = {}}, name);
}

/// Sorts the whole list at every step, as the specification has it.
class NaiveQueue {
 public:
  NaiveQueue(std::string scheduler, const PriorityPolicy& priority,
             const std::vector<ActiveRequest>& table)
      : scheduler_(std::move(scheduler)), priority_(priority), table_(table) {}

  void push(Slot slot) { list_.push_back(slot); }
  void push_front(Slot slot) { list_.insert(list_.begin(), slot); }

  void begin_step(TimeUs now_us) {
    if (scheduler_ == "fcfs") return;
    const QueueView view{.now_us = now_us, .waiting = static_cast<std::int32_t>(list_.size())};
    std::ranges::sort(list_, [&](Slot a, Slot b) { return precedes(facts(a), facts(b), view); });
  }

  [[nodiscard]] Slot head() const { return list_.front(); }
  void pop_head() { list_.erase(list_.begin()); }
  [[nodiscard]] std::size_t size() const { return list_.size(); }
  [[nodiscard]] std::vector<Slot> first(std::size_t count) const {
    const auto most = static_cast<std::ptrdiff_t>(count);
    return {list_.begin(), list_.begin() + std::min(std::ssize(list_), most)};
  }

 private:
  [[nodiscard]] const RequestFacts& facts(Slot slot) const {
    return table_[static_cast<std::size_t>(slot)].facts;
  }

  [[nodiscard]] bool precedes(const RequestFacts& a, const RequestFacts& b,
                              const QueueView& view) const {
    if (scheduler_ == "sjf") {
      if (a.input_tokens != b.input_tokens) return a.input_tokens < b.input_tokens;
    } else {
      const double p = priority_.priority(a, view), q = priority_.priority(b, view);
      if (p != q) return scheduler_ == "priority-fcfs" ? p > q : p < q;
    }
    if (a.arrival_us != b.arrival_us) return a.arrival_us < b.arrival_us;
    return std::to_string(a.id.value()) < std::to_string(b.id.value());
  }

  std::string scheduler_;
  const PriorityPolicy& priority_;
  const std::vector<ActiveRequest>& table_;
  std::vector<Slot> list_;
};

void random_requests(std::vector<ActiveRequest>& table, Dice& dice) {
  TimeUs arrival_us = 0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    arrival_us += dice.chance(60) ? 0 : dice.below(60000);
    table[i].facts.id = RequestId(static_cast<std::int32_t>(i));
    table[i].facts.arrival_us = arrival_us;
    table[i].facts.input_tokens = dice.between(1, 6);
    table[i].facts.tier = static_cast<SloTier>(dice.below(3));
  }
}

/// Steps with arrivals, preempted returns and admissions; both queues must agree on every head.
void walk(WaitingQueue& queue, const std::string& scheduler, const std::string& priority_name,
          std::uint64_t seed) {
  Dice dice(seed);
  std::vector<ActiveRequest> table(120);
  random_requests(table, dice);
  const auto scheduling = policy(scheduling_policies(), scheduler);
  const auto priority = policy(priority_policies(), priority_name);
  const KvCache kv;
  queue.reset(InstanceId(0), *scheduling, *priority, StepCost{}, kv, table);
  NaiveQueue naive(scheduler, *priority, table);
  std::vector<Slot> running;
  Slot next = 0;
  TimeUs now_us = 0;
  while (next < 120 || naive.size() > 0) {
    for (std::int32_t n = dice.below(8); n > 0 && next < 120; --n, ++next) {
      now_us = std::max(now_us, table[static_cast<std::size_t>(next)].facts.arrival_us);
      queue.push(next);
      naive.push(next);
    }
    now_us += dice.below(50000);
    queue.begin_call(now_us, 0);
    naive.begin_step(now_us);
    if (!running.empty() && dice.chance(30)) {  // a step that preempts admits nobody
      for (std::int32_t n = dice.between(1, 3); n > 0 && !running.empty(); --n) {
        queue.push_front(running.back());
        naive.push_front(running.back());
        running.pop_back();
      }
      continue;
    }
    for (std::int32_t n = dice.below(8); n > 0 && naive.size() > 0; --n) {
      const Slot head = queue.head();
      REQUIRE(head == naive.head());
      REQUIRE(queue.head() == head);  // looking changes nothing
      if (dice.chance(10)) break;     // does not fit: stays
      queue.pop_head();
      naive.pop_head();
      if (dice.chance(50)) running.push_back(head);
    }
    std::vector<Slot> first;
    queue.append_first(3, first);
    REQUIRE(first == naive.first(3));
    REQUIRE(static_cast<std::size_t>(queue.size()) == naive.size());
    REQUIRE(queue.empty() == (naive.size() == 0));
  }
}

}  // namespace

TEST_CASE("WaitingQueue: equals sorting the whole list at every step, for all priorities") {
  WaitingQueue queue;
  for (const char* scheduler : {"fcfs", "priority-fcfs", "sjf", "reverse-priority"}) {
    for (const std::string& priority : priority_policies().names()) {
      CAPTURE(scheduler);
      CAPTURE(priority);
      for (std::uint64_t seed = 0; seed < 15; ++seed) {
        CAPTURE(seed);
        walk(queue, scheduler, priority, seed);
      }
    }
  }
}

TEST_CASE("WaitingQueue: fcfs serves preempted requests first, the last one evicted at the front") {
  std::vector<ActiveRequest> table(4);
  const auto scheduling = policy(scheduling_policies(), "fcfs");
  const auto priority = policy(priority_policies(), "constant");
  WaitingQueue queue;
  const KvCache kv;
  queue.reset(InstanceId(0), *scheduling, *priority, StepCost{}, kv, table);
  queue.push(0);
  queue.push(1);
  queue.push_front(2);
  queue.push_front(3);
  queue.begin_call(0, 0);
  std::vector<Slot> order;
  for (; !queue.empty(); queue.pop_head()) order.push_back(queue.head());
  CHECK(order == std::vector<Slot>{3, 2, 0, 1});
}

TEST_CASE("WaitingQueue: fcfs serves requests that were aside first, as they were set aside") {
  std::vector<ActiveRequest> table(5);
  const auto scheduling = policy(scheduling_policies(), "fcfs");
  const auto priority = policy(priority_policies(), "constant");
  WaitingQueue queue;
  const KvCache kv;
  queue.reset(InstanceId(0), *scheduling, *priority, StepCost{}, kv, table);
  for (const Slot slot : {0, 1, 2, 3}) queue.push(slot);
  queue.begin_call(0, 0);
  for (const Slot slot : {0, 1, 2}) {
    CHECK(queue.head() == slot);
    queue.set_head_aside();
  }
  queue.begin_call(1, 0);
  queue.come_back(1);
  queue.push_front(4);
  queue.begin_call(2, 0);
  queue.come_back(2);
  queue.come_back(0);
  std::vector<Slot> first;
  queue.append_first(4, first);
  CHECK(first == std::vector<Slot>{0, 1, 2, 4});
  std::vector<Slot> order;
  for (; !queue.empty(); queue.pop_head()) order.push_back(queue.head());
  CHECK(order == std::vector<Slot>{0, 1, 2, 4, 3});
}

TEST_CASE("WaitingQueue: the priority of the request at the head is up to date") {
  std::vector<ActiveRequest> table(1);
  table[0].facts.id = RequestId(0);
  table[0].facts.arrival_us = 100;
  const auto scheduling = policy(scheduling_policies(), "priority-fcfs");
  const auto priority = policy(priority_policies(), "age");
  WaitingQueue queue;
  const KvCache kv;
  queue.reset(InstanceId(0), *scheduling, *priority, StepCost{}, kv, table);
  queue.push(0);
  queue.begin_call(2'000'100, 0);
  CHECK(queue.head() == 0);
  CHECK(table[0].priority == doctest::Approx(2.0));
}

TEST_CASE("WaitingQueue: the oldest is the earliest arrival in any order and place") {
  for (const char* name : {"fcfs", "sjf", "priority-fcfs", "k-longest-prefix"}) {
    CAPTURE(name);
    std::vector<ActiveRequest> table(4);
    for (std::size_t i = 0; i < table.size(); ++i) {
      table[i].facts.id = RequestId(static_cast<std::int32_t>(i));
      table[i].facts.arrival_us = 10;
      table[i].facts.tier = static_cast<SloTier>(i % kSloTiers);
    }
    const auto scheduling = policy(scheduling_policies(), name);
    scheduling->reset(1);
    const auto priority = policy(priority_policies(), "constant");
    WaitingQueue queue;
    const KvCache kv;
    queue.reset(InstanceId(0), *scheduling, *priority, StepCost{}, kv, table, false);
    for (const Slot slot : {0, 1, 2}) queue.push(slot);
    CHECK(queue.oldest() == 0);
    table[2].facts.arrival_us = 9;
    CHECK(queue.oldest() == 2);
    table[3].facts.arrival_us = 8;
    queue.push_front(3);
    CHECK(queue.oldest() == 3);
  }
}

TEST_CASE("WaitingQueue: passing calls books as calling each time does") {
  std::vector<ActiveRequest> table(2);
  const auto scheduling = policy(scheduling_policies(), "fcfs");
  const auto priority = policy(priority_policies(), "constant");
  WaitingQueue queue;
  const KvCache kv;
  queue.reset(InstanceId(0), *scheduling, *priority, StepCost{}, kv, table);
  queue.push(0);
  CHECK_FALSE(queue.is_passive());
  queue.begin_call(100, 1);
  queue.end_call(WaitCause::budget);
  CHECK(queue.is_passive());
  CHECK(queue.fixed_head() == 0);
  queue.pass_calls(130, 200, 1, WaitCause::memory);  // calls at 130, …, 200
  queue.book_wait(table[0]);
  CHECK(table[0].record.breakdown.wait_budget_us == 30);
  CHECK(table[0].record.breakdown.wait_memory_us == 70);
}

}  // namespace waiting_queue_test
