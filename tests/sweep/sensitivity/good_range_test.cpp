#include "sweep/sensitivity/good_range.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

namespace servesweep::sweep::good_range_test {
namespace {

GoodRange range_of(const std::vector<double>& responses, Goal goal = Goal::minimize) {
  return good_range(responses, goal, 1);
}

}  // namespace

TEST_CASE("the best value and its neighbours within the tolerance") {
  const GoodRange inside = range_of({9, 3.5, 3, 4, 4.1, 3.2});
  CHECK(inside.shape == Shape::inside);
  CHECK(inside.best == 2);
  CHECK(inside.first == 1);
  CHECK(inside.last == 3);
  CHECK(range_of({3, 3.9, 3.1}).shape == Shape::flat);
  CHECK(range_of({3}).shape == Shape::flat);
}

TEST_CASE("an end that is as good, and one beyond which it may be better") {
  CHECK(range_of({3.4, 3, 3.2, 8}).shape == Shape::low_end);
  CHECK(range_of({3, 3.4, 3.2, 8}).shape == Shape::low_end);  // 0.4 better than its neighbour
  CHECK(range_of({3, 3.6, 3.7, 8}).shape == Shape::low_edge);
  CHECK(range_of({8, 3.4, 3}).shape == Shape::high_end);
  CHECK(range_of({8, 5, 3}).shape == Shape::high_edge);
  CHECK(range_of({8, 5, 3}).first == 2);
  CHECK(std::string(name_of(range_of({8, 5, 3}).shape)) == "at the high edge");
}

TEST_CASE("what is to be large is best where it is, what is missing is worst") {
  CHECK(range_of({1, 5, 2}, Goal::maximize).best == 1);
  const GoodRange range = range_of({std::nan(""), 5, 5.5, 9});
  CHECK(range.best == 1);
  CHECK(range.first == 1);
  CHECK(range.shape == Shape::inside);
}

}  // namespace servesweep::sweep::good_range_test
