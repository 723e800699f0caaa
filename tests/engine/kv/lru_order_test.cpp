#include "engine/kv/lru_order.h"

#include <doctest/doctest.h>

#include "engine/kv/tier_orders.h"

namespace lru_order_test {

using namespace servesweep::engine;

namespace {

struct SomeOrder {
  SomeOrder() { order->reset(arena, 20); }
  ExtentId arrived(std::int32_t blocks) {
    const ExtentId id = arena.create({.end = blocks});
    order->arrived(id);
    return id;
  }
  /// Blocks of each extent that would go, by number of the extent.
  std::vector<std::pair<int, int>> chosen(std::int32_t blocks) const {
    std::vector<TierOrder::Victim> victims;
    std::vector<std::pair<int, int>> numbers;
    if (!order->choose(blocks, victims)) numbers.emplace_back(-1, blocks);
    for (const auto& victim : victims) numbers.emplace_back(victim.extent.value(), victim.blocks);
    return numbers;
  }

  ExtentArena arena;
  std::unique_ptr<TierOrder> order = make_tier_order("lru", "eviction");
};

using Numbers = std::vector<std::pair<int, int>>;

}  // namespace

TEST_CASE("LruOrder: by arrival, last use and end of the last load") {
  SomeOrder some;
  const ExtentId a = some.arrived(3), b = some.arrived(4), c = some.arrived(2);
  CHECK(some.order->idle_blocks() == 9);
  CHECK(some.chosen(8) == Numbers{{0, 3}, {1, 4}, {2, 1}});
  CHECK(some.chosen(10) == Numbers{{-1, 10}});
  some.order->touched({}, std::vector{a});
  CHECK(some.chosen(5) == Numbers{{1, 4}, {2, 1}});
  some.arena[b].references = 1;
  some.order->pinned(b);
  some.order->touched({}, std::vector{b});  // not idle: no place to move to
  CHECK(some.chosen(5) == Numbers{{2, 2}, {0, 3}});
  CHECK(some.chosen(6) == Numbers{{-1, 6}});
  some.arena[b].references = 0;
  some.order->unpinned(b);
  CHECK(some.chosen(6) == Numbers{{2, 2}, {0, 3}, {1, 1}});
  some.order->evicted(c, 2);
  some.order->evicted(a, 1);
  some.arena[a].end -= 1;
  CHECK(some.chosen(3) == Numbers{{0, 2}, {1, 1}});
  CHECK(some.order->idle_blocks() == 6);
}

TEST_CASE("LruOrder: of an extent in two parts the upper one goes first") {
  SomeOrder some;
  const ExtentId a = some.arrived(5);
  const ExtentId upper = some.arena.create({.first = 2, .end = 5});
  some.arena[a].end = 2;
  some.order->divided(a, upper);
  CHECK(some.chosen(4) == Numbers{{1, 3}, {0, 1}});
}

}  // namespace lru_order_test
