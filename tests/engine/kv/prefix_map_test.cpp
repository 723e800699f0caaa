#include "engine/kv/prefix_map.h"

#include <doctest/doctest.h>

using namespace servesweep::engine;

namespace {

ExtentId mapped(ExtentArena& arena, PrefixMap& map, std::int32_t chain, std::int32_t first,
                std::int32_t end) {
  const ExtentId id = arena.create({.chain = ChainId(chain), .first = first, .end = end});
  map.insert(id);
  return id;
}

}  // namespace

TEST_CASE("PrefixMap: finds the extent that holds a block") {
  ExtentArena arena;
  PrefixMap map(arena);
  const ExtentId late = mapped(arena, map, 7, 6, 9);
  const ExtentId early = mapped(arena, map, 7, 2, 4);
  CHECK(map.find(ChainId(7), 2) == early);
  CHECK(map.find(ChainId(7), 3) == early);
  CHECK_FALSE(map.find(ChainId(7), 4).valid());
  CHECK(map.find(ChainId(7), 8) == late);
  CHECK_FALSE(map.find(ChainId(7), 9).valid());
  CHECK_FALSE(map.find(ChainId(6), 2).valid());
  CHECK_FALSE(map.find(ChainId(1000), 2).valid());
  CHECK(map.first_ending_after(ChainId(7), 4) == late);
  CHECK(map.first_ending_after(ChainId(7), 3) == early);
}

TEST_CASE("PrefixMap: the cached run ends at the first gap") {
  ExtentArena arena;
  PrefixMap map(arena);
  mapped(arena, map, 0, 0, 2);
  const ExtentId middle = mapped(arena, map, 0, 2, 5);
  mapped(arena, map, 0, 6, 9);
  CHECK(map.cached_end(ChainId(0), 0, 9) == 5);
  CHECK(map.cached_end(ChainId(0), 1, 3) == 3);
  CHECK(map.cached_end(ChainId(0), 5, 9) == 5);
  CHECK(map.cached_end(ChainId(0), 6, 20) == 9);
  map.erase(middle);
  CHECK(map.cached_end(ChainId(0), 0, 9) == 2);
  CHECK_FALSE(arena[middle].mapped);
}

TEST_CASE("PrefixMap: clear forgets every chain") {
  ExtentArena arena;
  PrefixMap map(arena);
  mapped(arena, map, 0, 0, 2);
  mapped(arena, map, 5, 0, 2);
  map.clear();
  CHECK(map.cached_end(ChainId(0), 0, 2) == 0);
  CHECK(map.cached_end(ChainId(5), 0, 2) == 0);
}
