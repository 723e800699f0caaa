#include "engine/kv/free_list.h"

#include <doctest/doctest.h>

namespace free_list_test {

using namespace servesweep::engine;

namespace {

std::vector<std::int32_t> order(const ExtentArena& arena, const FreeList& list) {
  std::vector<std::int32_t> blocks;
  for (ExtentId id = list.first(); id.valid(); id = list.next(id)) {
    blocks.push_back(arena[id].blocks());
  }
  return blocks;
}

using Order = std::vector<std::int32_t>;

}  // namespace

TEST_CASE("FreeList: begins with blank blocks") {
  ExtentArena arena;
  FreeList list(arena);
  list.reset(10);
  CHECK(list.blocks() == 10);
  CHECK(list.blank() == 10);
  list.take_blank(4);
  CHECK(list.blocks() == 6);
  CHECK(list.blank() == 6);
  CHECK_FALSE(list.oldest(0).valid());
}

TEST_CASE("FreeList: keeps extents in order and counts their blocks") {
  ExtentArena arena;
  FreeList list(arena);
  list.reset(0);
  const ExtentId two = arena.create({.first = 0, .end = 2});
  const ExtentId three = arena.create({.first = 0, .end = 3});
  const ExtentId four = arena.create({.first = 0, .end = 4});
  const ExtentId five = arena.create({.first = 0, .end = 5});
  list.push_newest(two, 0);
  list.push_newest(three, 0);
  list.push_oldest(four, 0);
  list.insert_before(five, three);
  CHECK(order(arena, list) == Order{4, 2, 5, 3});
  CHECK(list.blocks() == 14);
  CHECK(list.newest(0) == three);

  list.remove(two);
  CHECK(order(arena, list) == Order{4, 5, 3});
  list.remove(four);
  list.remove(three);
  CHECK(order(arena, list) == Order{5});
  CHECK(list.oldest(0) == list.newest(0));
  arena[five].end = 3;
  list.resized(five, 2);
  CHECK(list.blocks() == 3);
  list.insert_before(two, five);
  CHECK(list.oldest(0) == two);
  list.remove(two);
  list.remove(five);
  CHECK(list.blocks() == 0);
  CHECK_FALSE(list.oldest(0).valid());
  CHECK_FALSE(list.newest(0).valid());
}

TEST_CASE("FreeList: the lowest level goes first, the oldest first within a level") {
  ExtentArena arena;
  FreeList list(arena);
  list.reset(1);
  const ExtentId two = arena.create({.first = 0, .end = 2});
  const ExtentId three = arena.create({.first = 0, .end = 3});
  const ExtentId four = arena.create({.first = 0, .end = 4});
  const ExtentId five = arena.create({.first = 0, .end = 5});
  list.push_newest(two, 7);
  list.push_newest(three, 2);
  list.push_newest(four, 0);
  list.push_newest(five, 2);
  CHECK(order(arena, list) == Order{4, 3, 5, 2});
  CHECK(list.victim() == four);
  CHECK(list.pinned() == 2);
  list.remove(four);
  CHECK(list.victim() == three);
  list.remove(three);
  list.remove(five);
  CHECK(list.victim() == two);
  list.add_blank(3);
  CHECK(list.blank() == 4);
  CHECK(list.blocks() == 6);
  list.remove(two);
  CHECK(list.pinned() == 0);
  CHECK_FALSE(list.victim().valid());
}

TEST_CASE("FreeList: what has expired goes before whatever was released after it") {
  ExtentArena arena;
  FreeList list(arena);
  list.reset(0, {.expires_after_us = 100});
  const ExtentId before = arena.create({.first = 0, .end = 2, .released_us = 5});
  const ExtentId pinned = arena.create({.first = 0, .end = 3, .released_us = 10});
  const ExtentId behind = arena.create({.first = 0, .end = 4, .released_us = 20});
  const ExtentId later = arena.create({.first = 0, .end = 5, .released_us = 50});
  list.push_newest(before, 0);
  list.push_newest(pinned, kPinnedLevel);
  list.push_newest(behind, 0);
  list.push_newest(later, kPinnedLevel);
  list.advance(109);
  CHECK(list.pinned() == 8);
  list.advance(110);
  CHECK(list.pinned() == 5);
  CHECK(list.victim() == before);
  list.remove(before);
  CHECK(list.victim() == pinned);
  list.remove(pinned);
  CHECK(list.victim() == behind);
  list.remove(behind);
  CHECK(list.victim() == later);  // pinned, but nothing else is left
}

TEST_CASE("FreeList: levels sink with time, the lowest ones join") {
  ExtentArena arena;
  FreeList list(arena);
  list.reset(0, {.sinks_every_us = 10});
  const ExtentId high = arena.create({.first = 0, .end = 2});
  const ExtentId middle = arena.create({.first = 0, .end = 3});
  const ExtentId low = arena.create({.first = 0, .end = 4});
  list.push_newest(high, 2);
  list.push_newest(middle, 1);
  list.push_newest(low, 0);
  list.advance(19);  // one sinking: middle is at the bottom now, behind low
  const ExtentId fresh = arena.create({.first = 0, .end = 5});
  list.push_newest(fresh, 1);
  CHECK(order(arena, list) == Order{4, 3, 2, 5});
  list.advance(20);  // the second: high and fresh join them
  CHECK(list.newest(0) == fresh);
  const ExtentId last = arena.create({.first = 0, .end = 6});
  list.push_newest(last, 0);
  CHECK(order(arena, list) == Order{4, 3, 2, 5, 6});
  list.remove(fresh);
  list.advance(1'000'000);
  CHECK(order(arena, list) == Order{4, 3, 2, 6});
  CHECK(list.blocks() == 15);
}

TEST_CASE("FreeList: in order of next use the latest goes first, of equals the one pushed first") {
  ExtentArena arena;
  FreeList list(arena);
  list.reset(0);
  const auto push = [&](std::int32_t blocks, TimeUs next_use_us) {
    const ExtentId id = arena.create({.first = 0, .end = blocks});
    arena[id].released_us = next_use_us;
    list.push_by_time(id, 1);
  };
  push(1, 100);
  push(2, 300);
  push(3, 200);
  push(4, 300);
  push(5, 50);
  CHECK(order(arena, list) == Order{2, 4, 3, 1, 5});
  CHECK(list.blocks() == 15);
}

TEST_CASE("FreeList: what is renewed is evicted last within its level") {
  ExtentArena arena;
  FreeList list(arena);
  list.reset(0, {.expires_after_us = 10, .sinks_every_us = kForever});
  const auto push = [&](std::int32_t blocks, int level, TimeUs released_us) {
    const ExtentId id = arena.create({.first = 0, .end = blocks});
    arena[id].released_us = released_us;
    list.push_newest(id, level);
    return id;
  };
  const ExtentId one = push(1, 0, 0), expired = push(4, kPinnedLevel, 0);
  push(2, 0, 1);
  push(3, 1, 1);
  list.advance(10);
  const ExtentId pinned = push(5, kPinnedLevel, 11);
  push(6, kPinnedLevel, 12);
  CHECK(order(arena, list) == Order{4, 1, 2, 3, 5, 6});
  list.renew(one, 12);
  CHECK(order(arena, list) == Order{4, 2, 1, 3, 5, 6});
  list.renew(expired, 13);
  CHECK(order(arena, list) == Order{2, 1, 4, 3, 5, 6});
  list.renew(pinned, 14);  // safe as long as it was to be
  CHECK(order(arena, list) == Order{2, 1, 4, 3, 5, 6});
  CHECK(list.blocks() == 21);
  list.set_expiry(9);
  list.advance(20);
  CHECK(order(arena, list) == Order{5, 2, 1, 4, 3, 6});
}

}  // namespace free_list_test
