#include "sweep/ranking/knee.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::test::knee_test {

TEST_CASE("knee: farthest below the chord of two objectives, whatever their units") {
  // Normalised: (0, 1), (0.2, 0.3), (0.6, 0.2), (1, 0): sums 1, 0.5, 0.8, 1.
  CHECK(knee_of({{0, 1}, {0.2, 0.3}, {0.6, 0.2}, {1, 0}}) == 1);
  CHECK(knee_of({{100, 9}, {120, 2}, {160, 1}, {200, -1}}) == 1);
}

TEST_CASE("knee: a front that bulges away from the ideal has none") {
  CHECK_FALSE(knee_of({{0, 1}, {0.6, 0.8}, {1, 0}}));
  CHECK_FALSE(knee_of({{0, 1}, {0.5, 0.5}, {1, 0}}));  // on the chord
}

TEST_CASE("knee: of three objectives the nearest to the ideal") {
  // Normalised by extents 1, 2 and 10: (0, 1, 1), (0.5, 0, 0.8), (1, 0.5, 0), (0.4, 0.5, 0.5).
  CHECK(knee_of({{0, 2, 10}, {0.5, 0, 8}, {1, 1, 0}, {0.4, 1, 5}}) == 3);
}

TEST_CASE("knee: ends alone are no compromise") {
  CHECK_FALSE(knee_of({{0, 1}, {1, 0}}));
  CHECK_FALSE(knee_of({{0, 1}, {1, 0}, {1, 0}}));
  CHECK_FALSE(knee_of({}));
}

}  // namespace servesweep::sweep::test::knee_test
