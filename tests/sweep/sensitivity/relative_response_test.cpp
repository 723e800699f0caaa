#include "sweep/sensitivity/relative_response.h"

#include <doctest/doctest.h>

#include <cmath>

namespace servesweep::sweep::relative_response_test {
namespace {

Eigen::MatrixXd two_points() {
  Eigen::MatrixXd values(2, 2);
  values << 10, 30, 40, 40;
  return values;
}

}  // namespace

TEST_CASE("a response is the change of the mean from the baseline's") {
  const RelativeResponse response(two_points(), Eigen::RowVector2d(20, 60), ResponseScale::change);
  CHECK(response.is_relative());
  CHECK(response.baseline_mean() == 40);
  CHECK(response.mean() == Eigen::Vector2d(-0.5, 0));
  // The second seed counts three times as much: 25 and 40 against 50.
  CHECK(response.at(Eigen::Vector2d(0.25, 0.75)) == Eigen::Vector2d(-0.5, -0.2));
}

TEST_CASE("by the logarithm it is that of the ratio") {
  const RelativeResponse response(two_points(), Eigen::RowVector2d(20, 60),
                                  ResponseScale::logarithm);
  CHECK(response.mean()[0] == doctest::Approx(std::log(0.5)));
  CHECK(response.mean()[1] == 0);
}

TEST_CASE("without a baseline to compare with it is in the metric's unit, and a gain a gain") {
  const RelativeResponse plain(two_points(), Eigen::RowVector2d(1, -1), ResponseScale::change);
  CHECK_FALSE(plain.is_relative());
  CHECK(plain.mean() == Eigen::Vector2d(20, 40));
  const RelativeResponse negative(two_points(), Eigen::RowVector2d(-20, -20),
                                  ResponseScale::change);
  CHECK(negative.mean() == Eigen::Vector2d(2, 3));
}

}  // namespace servesweep::sweep::relative_response_test
