#include "engine/instance/delivery_queue.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/engine/random/dice.h"

namespace delivery_queue_test {

using namespace servesweep::engine;

TEST_CASE("DeliveryQueue: the earliest is delivered first, at equal times who was routed first") {
  DeliveryQueue queue;
  CHECK(queue.next_us() == kForever);
  queue.push(4, 30);
  queue.push(3, 20);
  queue.push(9, 20);
  queue.push(1, 20);
  CHECK(queue.size() == 4);
  CHECK(queue.next_us() == 20);
  for (const Slot slot : {3, 9, 1}) {
    const DeliveryQueue::Delivery delivery = queue.pop();
    CHECK(delivery.slot == slot);
    CHECK(delivery.time_us == 20);
  }
  CHECK(queue.next_us() == 30);
  CHECK(queue.slots() == std::vector<Slot>{4});
  CHECK(queue.pop().slot == 4);
  CHECK(queue.next_us() == kForever);
  CHECK(queue.size() == 0);
  CHECK(queue.pushed() == 4);
  queue.push(0, 5);
  queue.reset();
  CHECK(queue.next_us() == kForever);
  CHECK(queue.pushed() == 0);
}

TEST_CASE("DeliveryQueue: equals sorting those on the way by time, for any coming and going") {
  Dice dice(5);
  DeliveryQueue queue;
  std::vector<std::pair<TimeUs, Slot>> naive;
  for (Slot slot = 0; slot < 500 || !naive.empty();) {
    if (slot < 500 && dice.chance(55)) {
      naive.emplace_back(dice.below(40), slot);
      queue.push(slot, naive.back().first);
      ++slot;
    } else if (!naive.empty()) {
      const auto first = std::ranges::min_element(naive);  // slots are numbered as routed
      REQUIRE(queue.next_us() == first->first);
      REQUIRE(queue.pop().slot == first->second);
      naive.erase(first);
    }
    REQUIRE(static_cast<std::size_t>(queue.size()) == naive.size());
  }
}

}  // namespace delivery_queue_test
