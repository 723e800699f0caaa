#include "engine/cluster/gateway_queue.h"

#include <doctest/doctest.h>

#include <deque>

#include "tests/engine/random/dice.h"

namespace gateway_queue_test {

using namespace servesweep::engine;

namespace {

void add(GatewayQueue& queue, std::int32_t id) {
  GatewayRequest& one = queue.add();
  one.facts.id = RequestId(id);
  one.output_tokens = 10 * id;
}

std::vector<std::int32_t> ids_of(const GatewayQueue& queue) {
  std::vector<std::int32_t> ids;
  queue.for_each([&](const GatewayRequest& one) { ids.push_back(one.facts.id.value()); });
  return ids;
}

}  // namespace

TEST_CASE("GatewayQueue: a rejected request keeps its place until those before it are gone") {
  GatewayQueue queue;
  for (std::int32_t id = 0; id < 4; ++id) add(queue, id);
  queue.admit();
  queue.reject();
  queue.admit();
  CHECK(queue.arrived().facts.id == RequestId(3));
  CHECK(ids_of(queue) == std::vector<std::int32_t>{3, 0, 2});
  CHECK(queue.admitted().facts.id == RequestId(0));
  queue.pop();
  CHECK(queue.admitted().facts.id == RequestId(2));
  CHECK(queue.admitted().output_tokens == 20);
  queue.reject();  // the last one, behind one that was admitted
  CHECK_FALSE(queue.has_arrived());
  queue.pop();
  CHECK_FALSE(queue.has_admitted());
  CHECK(ids_of(queue).empty());
  add(queue, 4);
  queue.reject();  // with nobody before it
  CHECK(ids_of(queue).empty());
  add(queue, 5);
  CHECK(queue.arrived().facts.id == RequestId(5));
  queue.clear();
  CHECK_FALSE(queue.has_arrived());
}

TEST_CASE("GatewayQueue: the same as two queues, whatever happens and however many there are") {
  GatewayQueue queue;
  std::deque<std::int32_t> arrived, admitted;
  Dice dice(1);
  for (std::int32_t id = 0; id < 20'000; ++id) {
    // Now the gateway falls behind, now it catches up.
    const int most = id / 1000 % 2 == 0 ? 2 : 5;
    add(queue, id);
    arrived.push_back(id);
    for (int i = dice.between(0, most); i > 0 && !arrived.empty(); --i) {
      REQUIRE(queue.arrived().facts.id.value() == arrived.front());
      if (dice.chance(25)) {
        queue.reject();
      } else {
        queue.admit();
        admitted.push_back(arrived.front());
      }
      arrived.pop_front();
    }
    for (int i = dice.between(0, most); i > 0 && !admitted.empty(); --i) {
      REQUIRE(queue.admitted().facts.id.value() == admitted.front());
      queue.pop();
      admitted.pop_front();
    }
    REQUIRE(queue.has_arrived() == !arrived.empty());
    REQUIRE(queue.has_admitted() == !admitted.empty());
  }
}

}  // namespace gateway_queue_test
