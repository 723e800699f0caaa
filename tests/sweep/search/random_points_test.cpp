#include "sweep/search/random_points.h"

#include <doctest/doctest.h>

#include <cmath>

namespace servesweep::sweep::random_points_test {

TEST_CASE("random points are uniform, independent between coordinates, and keyed by the seed") {
  constexpr int kDraws = 4000;
  RandomPoints points(2, 3);
  double sum = 0, products = 0;
  for (int i = 0; i < kDraws; ++i) {
    const UnitPoint point = points.next();
    REQUIRE(point.size() == 2);
    sum += point[0];
    products += (point[0] - 0.5) * (point[1] - 0.5);
  }
  // Four standard errors: of the uniform law 1/√12, of the product of two 1/12.
  CHECK(std::abs(sum / kDraws - 0.5) < 4 / std::sqrt(12.0 * kDraws));
  CHECK(std::abs(products / kDraws) < 4 / 12.0 / std::sqrt(kDraws));
  CHECK(RandomPoints(2, 3).next() == RandomPoints(2, 3).next());
  CHECK(RandomPoints(2, 3).next() != RandomPoints(2, 4).next());
}

}  // namespace servesweep::sweep::random_points_test
