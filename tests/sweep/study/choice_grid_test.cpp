#include "sweep/study/choice_grid.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "tests/property.h"

namespace servesweep::sweep::choice_grid_test {
namespace {

/// "02 1- ": a digit per list, - where there is nothing to choose.
std::string all(const ChoiceGrid& grid) {
  std::string text;
  for (std::size_t i = 0; i < grid.size(); ++i) {
    for (const auto& choice : grid.at(i)) text += choice ? std::to_string(*choice) : "-";
    text += ' ';
  }
  return text;
}

}  // namespace

TEST_CASE("without conditions it is the product, the last list fastest") {
  ChoiceGrid grid(100);
  CHECK(grid.size() == 1);
  CHECK(grid.at(0).empty());
  CHECK(grid.add(2, {}));
  CHECK(grid.add(3, {}));
  CHECK(all(grid) == "00 01 02 10 11 12 ");
}

TEST_CASE("where a list does not exist there is one combination") {
  ChoiceGrid grid(100);
  CHECK(grid.add(3, {}));
  CHECK(grid.add(2, {{0, {false, true, true}}}));
  CHECK(all(grid) == "0- 10 11 20 21 ");
  CHECK(grid.add(2, {{0, {true, true, false}}, {1, {false, true}}}));  // not with 0-: a chain
  CHECK(all(grid) == "0-- 10- 110 111 20- 21- ");
  CHECK(grid.add(2, {}));
  CHECK(grid.size() == 12);
}

TEST_CASE("what is not allowed is left out") {
  ChoiceGrid grid(100);
  CHECK(grid.add(2, {}));
  CHECK(grid.add(3, {{0, {false, true}}}));
  grid.keep_if([](const ChoiceGrid::Choices& choices) { return choices[1] != 1; });
  CHECK(all(grid) == "0- 10 12 ");
  grid.keep_if([](const ChoiceGrid::Choices&) { return false; });
  CHECK(grid.size() == 0);
}

TEST_CASE("too many combinations are not added; those that do not exist do not count") {
  ChoiceGrid grid(10);
  CHECK(grid.add(5, {}));
  CHECK_FALSE(grid.add(3, {}));
  CHECK(all(grid) == "0 1 2 3 4 ");
  const std::vector<bool> first{true, false, false, false, false};
  CHECK_FALSE(grid.add(7, {{0, first}}));  // 7 + 4
  CHECK(grid.add(6, {{0, first}}));
  CHECK(grid.size() == 10);
}

TEST_CASE("combinations are in lexicographic order, none twice, however lists depend") {
  check_property([] {
    ChoiceGrid grid(5000);
    std::vector<std::size_t> sizes;
    const auto count = *rc::gen::inRange<std::size_t>(1, 5);
    for (std::size_t list = 0; list < count; ++list) {
      std::vector<ChoiceGrid::Requirement> requirements;
      for (std::size_t earlier = 0; earlier < list; ++earlier) {
        if (*rc::gen::inRange(0, 2) == 0) continue;
        requirements.push_back({earlier, *rc::gen::container<std::vector<bool>>(
                                             sizes[earlier], rc::gen::arbitrary<bool>())});
      }
      sizes.push_back(*rc::gen::inRange<std::size_t>(1, 6));
      RC_ASSERT(grid.add(sizes.back(), requirements));
    }
    for (std::size_t i = 1; i < grid.size(); ++i) RC_ASSERT(grid.at(i - 1) < grid.at(i));
  });
}

}  // namespace servesweep::sweep::choice_grid_test
