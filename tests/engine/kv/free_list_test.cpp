#include "engine/kv/free_list.h"

#include <doctest/doctest.h>

using namespace servesweep::engine;

namespace {

std::vector<std::int32_t> order(const ExtentArena& arena, const FreeList& list) {
  std::vector<std::int32_t> blocks;
  for (ExtentId id = list.oldest(); id.valid(); id = arena[id].newer) {
    blocks.push_back(arena[id].blocks());
  }
  return blocks;
}

using Order = std::vector<std::int32_t>;

}  // namespace

TEST_CASE("FreeList: begins with blocks that were never used") {
  ExtentArena arena;
  FreeList list(arena);
  list.reset(10);
  CHECK(list.blocks() == 10);
  CHECK(list.never_used() == 10);
  list.take_never_used(4);
  CHECK(list.blocks() == 6);
  CHECK(list.never_used() == 6);
  CHECK_FALSE(list.oldest().valid());
}

TEST_CASE("FreeList: keeps extents in order and counts their blocks") {
  ExtentArena arena;
  FreeList list(arena);
  list.reset(0);
  const ExtentId two = arena.create({.first = 0, .end = 2});
  const ExtentId three = arena.create({.first = 0, .end = 3});
  const ExtentId four = arena.create({.first = 0, .end = 4});
  const ExtentId five = arena.create({.first = 0, .end = 5});
  list.push_newest(two);
  list.push_newest(three);
  list.push_oldest(four);
  list.insert_before(five, three);
  CHECK(order(arena, list) == Order{4, 2, 5, 3});
  CHECK(list.blocks() == 14);
  CHECK(list.newest() == three);

  list.remove(two);
  CHECK(order(arena, list) == Order{4, 5, 3});
  list.remove(four);
  list.remove(three);
  CHECK(order(arena, list) == Order{5});
  CHECK(list.oldest() == list.newest());
  arena[five].end = 3;
  list.resized(2);
  CHECK(list.blocks() == 3);
  list.insert_before(two, five);
  CHECK(list.oldest() == two);
  list.remove(two);
  list.remove(five);
  CHECK(list.blocks() == 0);
  CHECK_FALSE(list.oldest().valid());
  CHECK_FALSE(list.newest().valid());
}
