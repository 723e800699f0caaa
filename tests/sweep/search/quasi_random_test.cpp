#include "sweep/search/quasi_random.h"

#include <doctest/doctest.h>

using namespace servesweep::sweep;
using servesweep::engine::StreamPurpose;

TEST_CASE("a shifted Sobol' sequence fills the cube evenly") {
  const Eigen::MatrixXd points = shifted_sobol(7, StreamPurpose("test"), 0, 256, 3);
  CHECK(points.minCoeff() >= 0);
  CHECK(points.maxCoeff() < 1);
  for (Eigen::Index j = 0; j < 3; ++j) {
    // A shift may move one point of 256 across each end of an interval.
    for (int part = 0; part < 8; ++part) {
      const auto inside = (points.col(j).array() * 8).floor() == part;
      CHECK(std::abs(inside.count() - 32) <= 2);
    }
  }
}

TEST_CASE("equal names give equal points, others do not") {
  const StreamPurpose purpose("test");
  CHECK(shifted_sobol(7, purpose, 0, 4, 2) == shifted_sobol(7, purpose, 0, 4, 2));
  CHECK(shifted_sobol(7, purpose, 0, 4, 2) != shifted_sobol(7, purpose, 1, 4, 2));
  CHECK(shifted_sobol(7, purpose, 0, 4, 2) != shifted_sobol(8, purpose, 0, 4, 2));
}

TEST_CASE("quasi-normal numbers have mean 0 and variance 1") {
  const Eigen::MatrixXd draws = quasi_normal(7, StreamPurpose("test"), 0, 1024, 2);
  CHECK(draws.mean() == doctest::Approx(0).epsilon(0.01));
  CHECK(draws.squaredNorm() / 2048 == doctest::Approx(1).epsilon(0.02));
}

TEST_CASE("single numbers come from the stream") {
  servesweep::engine::Stream stream(1, StreamPurpose("test"), 0);
  double sum = 0, squares = 0;
  for (int i = 0; i < 4000; ++i) {
    const double value = normal(stream);
    sum += value;
    squares += value * value;
  }
  CHECK(std::abs(sum / 4000) < 4 / 63.2);  // 4 standard deviations
  CHECK(squares / 4000 == doctest::Approx(1).epsilon(4 * 0.0224));
  const double position = uniform(stream);
  CHECK(position >= 0);
  CHECK(position < 1);
}
