#include "engine/kv/holding.h"

#include <doctest/doctest.h>

namespace holding_test {

using namespace servesweep::engine;

TEST_CASE("HoldingLists: entries come back last first, through the parts of what was split") {
  ExtentArena arena;
  HoldingLists lists(arena);
  const ExtentId lower = arena.create({.chain = ChainId(0), .first = 0, .end = 5});
  const ExtentId other = arena.create({.chain = ChainId(1), .first = 5, .end = 7});
  Holding holding;
  CHECK_FALSE(lists.last_extent(holding).valid());
  lists.append(holding, lower, 5);
  CHECK(lists.last_extent(holding) == lower);

  const ExtentId upper = arena.create({.chain = ChainId(0), .first = 3, .end = 5});
  arena[lower].end = 3;
  arena[lower].next_piece = upper;
  CHECK(lists.last_extent(holding) == upper);
  arena[upper].end = 6;
  lists.grow_last(holding, 1);
  CHECK(lists.last_extent(holding) == upper);
  lists.append(holding, other, 2);

  std::vector<ExtentId> extents;
  lists.take_all(holding, extents);
  CHECK(extents == std::vector<ExtentId>{other, upper, lower});
  lists.take_all(holding, extents);
  CHECK(extents.size() == 3);
}

TEST_CASE("HoldingLists: two holdings do not mix, entries are used again") {
  ExtentArena arena;
  HoldingLists lists(arena);
  const ExtentId x = arena.create({.first = 0, .end = 1}), y = arena.create({.first = 0, .end = 1});
  Holding a, b;
  lists.append(a, x, 1);
  lists.append(b, y, 1);
  lists.append(a, y, 1);
  std::vector<ExtentId> extents;
  lists.take_all(a, extents);
  CHECK(extents == std::vector<ExtentId>{y, x});
  lists.append(a, x, 1);
  lists.append(b, x, 1);
  lists.append(a, y, 1);
  CHECK(lists.last_extent(a) == y);
  CHECK(lists.last_extent(b) == x);
  extents.clear();
  lists.take_all(b, extents);
  lists.take_all(a, extents);
  CHECK(extents == std::vector<ExtentId>{x, y, y, x});
}

}  // namespace holding_test
