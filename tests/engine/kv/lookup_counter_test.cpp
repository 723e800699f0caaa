#include "engine/kv/lookup_counter.h"

#include <doctest/doctest.h>

#include <array>

#include "tests/engine/random/dice.h"

namespace lookup_counter_test {

using namespace servesweep::engine;

TEST_CASE("LookupCounter: equals a counter per block") {
  Dice dice(1);
  LookupCounter counter;
  std::array<std::array<std::int32_t, 40>, 3> counts{};
  for (int i = 0; i < 400; ++i) {
    const std::int32_t chain = dice.below(3), end = dice.between(1, 30);
    counter.note(ChainId(chain), end);
    for (std::int32_t b = 0; b < end; ++b) {
      ++counts[static_cast<std::size_t>(chain)][static_cast<std::size_t>(b)];
    }
    const std::int32_t asked = dice.below(3), first = dice.below(20), last = dice.between(20, 40);
    std::int32_t reached = first;
    counter.visit(
        ChainId(asked), first, last, [&](std::int32_t from, std::int32_t to, std::int32_t count) {
          REQUIRE(from == reached);
          for (std::int32_t b = from; b < to; ++b) {
            REQUIRE(counts[static_cast<std::size_t>(asked)][static_cast<std::size_t>(b)] == count);
          }
          reached = to;
        });
    REQUIRE(reached == last);
  }
  counter.clear();
  counter.visit(ChainId(0), 2, 5, [](std::int32_t from, std::int32_t to, std::int32_t count) {
    CHECK(from == 2);
    CHECK(to == 5);
    CHECK(count == 0);
  });
}

}  // namespace lookup_counter_test
