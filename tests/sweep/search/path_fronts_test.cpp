#include "sweep/search/path_fronts.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::path_fronts_test {

TEST_CASE("every path has a front of its own, which grows") {
  PathFronts fronts(2, 0);
  Eigen::MatrixXd points(3, 2);
  points << 0.5, 0.5, 0.25, 0.75, 0.6, 0.6;  // the last one is dominated
  fronts.add(points);
  fronts.add(Eigen::MatrixXd(0, 2));
  const double y[] = {0, 0.6};
  // Of the first path's front: [0, 0.25] x [0.6, 1], and what (0.25, 0.75) leaves beside it.
  CHECK(fronts.improvement(0, y) == doctest::Approx(0.25 * 0.4 + 0.25 * 0.15));
  CHECK(fronts.improvement(1, y) == doctest::Approx(0.4));
  double gradient[2];
  CHECK(fronts.improvement(1, y, gradient) == doctest::Approx(0.4));
  CHECK(gradient[0] == doctest::Approx(-0.4));
  CHECK(gradient[1] == doctest::Approx(-1));
  fronts.extend(1, y);
  CHECK(fronts.improvement(1, y) == doctest::Approx(0));
  const double better[] = {0, 0.5};
  CHECK(fronts.improvement(1, better) == doctest::Approx(0.1));
  CHECK(fronts.improvement(0, y) == doctest::Approx(0.1375));
}

}  // namespace servesweep::sweep::path_fronts_test
