#include "sweep/search/latin_hypercube.h"

#include <doctest/doctest.h>

#include <set>

namespace servesweep::sweep::latin_hypercube_test {

TEST_CASE("every interval of every coordinate holds one point of the design") {
  constexpr std::size_t kPoints = 10;
  LatinHypercube design(3, kPoints, 4);
  std::vector<std::set<int>> intervals(3);
  std::vector<int> first_order, second_order;
  for (std::size_t i = 0; i < kPoints; ++i) {
    const UnitPoint point = design.next();
    for (std::size_t k = 0; k < 3; ++k) intervals[k].insert(static_cast<int>(point[k] * 10));
    first_order.push_back(static_cast<int>(point[0] * 10));
    second_order.push_back(static_cast<int>(point[1] * 10));
  }
  for (const std::set<int>& one : intervals) CHECK(one.size() == kPoints);
  CHECK(first_order != second_order);
}

TEST_CASE("beyond the design there are uniform points") {
  LatinHypercube design(1, 1, 4);
  const double inside = design.next()[0];
  const double beyond = design.next()[0];
  CHECK(beyond >= 0);
  CHECK(beyond < 1);
  CHECK(inside != beyond);
}

TEST_CASE("the places inside the intervals are random") {
  LatinHypercube one(1, 4, 1), other(1, 4, 2);
  const auto place = [](double x) { return x * 4 - static_cast<int>(x * 4); };
  CHECK(place(one.next()[0]) != place(other.next()[0]));
}

}  // namespace servesweep::sweep::latin_hypercube_test
