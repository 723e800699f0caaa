#include "sweep/search/box_minimum.h"

#include <doctest/doctest.h>

#include <limits>

namespace box_minimum_test {

using namespace servesweep::sweep;

namespace {

/// (x − 2)² + 10·(y + 1)², lowest at (2, −1).
double bowl(const Eigen::VectorXd& x, Eigen::VectorXd& gradient) {
  gradient = Eigen::Vector2d(2 * (x[0] - 2), 20 * (x[1] + 1));
  return (x[0] - 2) * (x[0] - 2) + 10 * (x[1] + 1) * (x[1] + 1);
}

}  // namespace

TEST_CASE("the minimum of a bowl is found, on the border if it lies outside") {
  const Box wide{Eigen::Vector2d(-5, -5), Eigen::Vector2d(5, 5)};
  const BoxMinimum inside = minimise_in_box(bowl, wide, Eigen::Vector2d(0, 0), 50);
  CHECK(inside.x.isApprox(Eigen::Vector2d(2, -1), 1e-3));
  const Box unit{Eigen::Vector2d(0, 0), Eigen::Vector2d(1, 1)};
  const BoxMinimum border = minimise_in_box(bowl, unit, Eigen::Vector2d(7, 0.5), 50);
  CHECK(border.x.isApprox(Eigen::Vector2d(1, 0), 1e-9));
  CHECK(border.value == doctest::Approx(11));  // 1 + 10
}

TEST_CASE("what is not finite is avoided, and the best point seen is returned") {
  const SmoothFunction holed = [](const Eigen::VectorXd& x, Eigen::VectorXd& gradient) {
    gradient = Eigen::VectorXd::Ones(1);
    return x[0] < 0.3 ? std::numeric_limits<double>::quiet_NaN() : x[0];
  };
  const Box unit{Eigen::VectorXd::Zero(1), Eigen::VectorXd::Ones(1)};
  const BoxMinimum minimum = minimise_in_box(holed, unit, Eigen::VectorXd::Constant(1, 0.9), 30);
  CHECK(minimum.value <= 0.9);
  CHECK(minimum.x[0] >= 0.3);
}

}  // namespace box_minimum_test
