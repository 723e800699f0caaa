#include "engine/kv/range_map.h"

#include <doctest/doctest.h>

#include <array>

#include "tests/engine/random/dice.h"

namespace range_map_test {

using namespace servesweep::engine;

TEST_CASE("RangeMap: equals a set of blocks") {
  Dice dice(3);
  RangeMap map;
  std::array<std::array<bool, 50>, 3> blocks{};
  for (int i = 0; i < 4000; ++i) {
    const std::int32_t chain = dice.below(3), first = dice.below(40);
    const std::int32_t end = first + dice.between(1, dice.chance(10) ? 10 : 4);
    const bool add = dice.chance(55);
    if (add) {
      map.add(ChainId(chain), first, end);
    } else {
      map.remove(ChainId(chain), first, end);
    }
    auto& set = blocks[static_cast<std::size_t>(chain)];
    for (std::int32_t b = first; b < end; ++b) set[static_cast<std::size_t>(b)] = add;
    for (std::int32_t from = 0; from < 50; ++from) {
      std::int32_t reached = from;
      while (reached < 50 && set[static_cast<std::size_t>(reached)]) ++reached;
      REQUIRE(map.covered_end(ChainId(chain), from, 50) == reached);
    }
  }
  CHECK(map.covered_end(ChainId(99), 4, 9) == 4);
  map.clear();
  CHECK(map.covered_end(ChainId(0), 0, 50) == 0);
}

}  // namespace range_map_test
