#include "engine/base/fifo.h"

#include <doctest/doctest.h>

#include <deque>

#include "tests/engine/random/dice.h"

namespace fifo_test {

using namespace servesweep::engine;

TEST_CASE("Fifo: gives back what was put in, in order, while it wraps round and grows") {
  Dice dice(1);
  Fifo<int> fifo;
  std::deque<int> expected;
  for (int i = 0; i < 5000; ++i) {
    // Long phases of growing and of shrinking, so that it is empty and larger than its ring.
    if (!expected.empty() && dice.chance(i / 200 % 2 == 0 ? 30 : 70)) {
      REQUIRE(fifo.front() == expected.front());
      fifo.pop_front();
      expected.pop_front();
    } else {
      fifo.push_back(i);
      expected.push_back(i);
    }
    REQUIRE(fifo.size() == expected.size());
    REQUIRE(fifo.empty() == expected.empty());
  }
}

TEST_CASE("Fifo: empty after clear, wherever it was") {
  Fifo<int> fifo;
  for (int i = 0; i < 20; ++i) fifo.push_back(i);
  for (int i = 0; i < 18; ++i) fifo.pop_front();
  fifo.clear();
  CHECK(fifo.empty());
  fifo.push_back(7);
  CHECK(fifo.front() == 7);
  CHECK(fifo.size() == 1);
}

}  // namespace fifo_test
