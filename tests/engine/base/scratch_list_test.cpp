#include "engine/base/scratch_list.h"

#include <doctest/doctest.h>

#include <vector>

#include "tests/engine/random/dice.h"

namespace servesweep::engine::scratch_list_test {

TEST_CASE("ScratchList: holds what a vector would") {
  Dice dice(7);
  ScratchList<int> list;
  std::vector<int> expected;
  for (int i = 0; i < 2000; ++i) {
    const int value = dice.between(0, 20);
    if (value == 0) {
      list.clear();
      expected.clear();
    } else if (value == 1) {
      const int gone = dice.between(2, 20);
      list.erase_if([=](int one) { return one == gone; });
      std::erase(expected, gone);
    } else {
      list.push_back(value);
      expected.push_back(value);
    }
    REQUIRE(list == expected);
    REQUIRE(list.size() == expected.size());
    REQUIRE(list.empty() == expected.empty());
    if (!expected.empty()) REQUIRE(list.front() == expected.front());
  }
}

}  // namespace servesweep::engine::scratch_list_test
