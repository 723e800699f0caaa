#include "engine/kv/prefix_map.h"

#include <doctest/doctest.h>

namespace prefix_map_test {

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

TEST_CASE("PrefixMap: visits the runs that nothing serves") {
  ExtentArena arena;
  PrefixMap map(arena);
  mapped(arena, map, 0, 2, 4);
  mapped(arena, map, 0, 4, 5);
  mapped(arena, map, 0, 7, 9);
  std::vector<std::pair<std::int32_t, std::int32_t>> gaps;
  map.visit_gaps(ChainId(0), 0, 8,
                 [&](std::int32_t first, std::int32_t end) { gaps.emplace_back(first, end); });
  CHECK(gaps == std::vector<std::pair<std::int32_t, std::int32_t>>{{0, 2}, {5, 7}});
  CHECK(map.gap_end(ChainId(0), 3, 8) == 3);
  CHECK(map.gap_end(ChainId(0), 5, 6) == 6);
  CHECK(map.gap_end(ChainId(9), 5, 6) == 6);
}

TEST_CASE("PrefixMap: spares keep the order of registration, parts of one stay together") {
  ExtentArena arena;
  PrefixMap map(arena);
  const auto spare = [&](std::int32_t first, std::int32_t end) {
    return arena.create({.chain = ChainId(1), .first = first, .end = end});
  };
  const auto order = [&] {
    std::vector<ExtentId> ids;
    for (ExtentId id = map.first_spare(ChainId(1)); id.valid(); id = arena[id].next_in_chain) {
      ids.push_back(id);
    }
    return ids;
  };
  const ExtentId a = spare(0, 2), b = spare(0, 1), c = spare(2, 3), upper = spare(1, 2);
  for (const ExtentId id : {a, b, c}) map.add_spare(id);
  map.add_spare_after(upper, a);
  CHECK(order() == std::vector<ExtentId>{a, upper, b, c});
  CHECK(map.cached_end(ChainId(1), 0, 3) == 0);
  map.remove_spare(a);
  map.remove_spare(c);
  CHECK(order() == std::vector<ExtentId>{upper, b});
  CHECK_FALSE(arena[c].spare);
  map.clear();
  CHECK(order().empty());
}

}  // namespace prefix_map_test
