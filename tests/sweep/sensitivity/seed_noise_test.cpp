#include "sweep/sensitivity/seed_noise.h"

#include <doctest/doctest.h>

#include <boost/random/normal_distribution.hpp>
#include <cmath>

#include "engine/random/stream.h"

namespace servesweep::sweep::seed_noise_test {

TEST_CASE("what seeds do to all points alike is no noise") {
  Eigen::MatrixXd values(3, 2);
  values << 1, 11, 2, 12, 3, 13;
  CHECK(seed_noise_share(values) == 0);
}

TEST_CASE("the share by hand") {
  // Points 0 and 2 in the mean (variance 2), rest ±1 everywhere: mean square 4/((2 − 1)(2 − 1)), by
  // 2 seeds 2. So all of it may be chance.
  Eigen::MatrixXd values(2, 2);
  values << 1, -1, 1, 3;
  CHECK(seed_noise_share(values) == doctest::Approx(1));
  values << 1, -1, 9, 11;  // points 0 and 10: variance 50
  CHECK(seed_noise_share(values) == doctest::Approx(2.0 / 50));
}

TEST_CASE("one seed or one point tells nothing, nor do equal points") {
  CHECK(std::isnan(seed_noise_share(Eigen::MatrixXd::Ones(5, 1))));
  CHECK(std::isnan(seed_noise_share(Eigen::MatrixXd::Ones(1, 5))));
  CHECK(std::isnan(seed_noise_share(Eigen::MatrixXd::Ones(4, 4))));
}

TEST_CASE("the share of known noise") {
  // Points N(0, 1), rest N(0, 2²) over 8 seeds: 0.5 of 1.5.
  engine::Stream stream(1, engine::StreamPurpose("test"), 0);
  boost::random::normal_distribution<double> normal;
  Eigen::MatrixXd values(2000, 8);
  for (Eigen::Index i = 0; i < values.rows(); ++i) {
    const double point = normal(stream);
    for (double& value : values.row(i)) value = point + 2 * normal(stream);
  }
  CHECK(seed_noise_share(values) == doctest::Approx(1.0 / 3).epsilon(0.06));
}

}  // namespace servesweep::sweep::seed_noise_test
