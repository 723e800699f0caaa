#include "sweep/search/output_transform.h"

#include <doctest/doctest.h>

#include <cmath>

namespace output_transform_test {

using namespace servesweep::sweep;

namespace {

Eigen::VectorXd latencies() {
  Eigen::VectorXd outputs(6);
  outputs << 12, 15, 19, 40, 160, 3000;
  return outputs;
}

}  // namespace

TEST_CASE("standardised outputs have mean 0 and variance 1, in the same order") {
  for (const double power : {1.0, 0.5, 0.0}) {
    CAPTURE(power);
    const OutputTransform transform(power, latencies());
    const Eigen::VectorXd values =
        latencies().unaryExpr([&](double y) { return transform.standardised(y); });
    CHECK(values.mean() == doctest::Approx(0));
    CHECK(values.squaredNorm() == doctest::Approx(6));
    for (Eigen::Index i = 1; i < 6; ++i) CHECK(values[i] > values[i - 1]);
  }
}

TEST_CASE("the inverse leads back, with the slope of the inverse") {
  for (const double power : {1.0, 0.5, 0.0}) {
    CAPTURE(power);
    const OutputTransform transform(power, latencies());
    for (const double y : {13.0, 100.0, 5000.0}) {
      const double f = transform.standardised(y);
      CHECK(transform.output(f) == doctest::Approx(y));
      CHECK(transform.output_slope(f) * transform.slope(y) == doctest::Approx(1));
      const double difference = (transform.output(f + 1e-6) - transform.output(f - 1e-6)) / 2e-6;
      CHECK(transform.output_slope(f) == doctest::Approx(difference));
    }
  }
}

TEST_CASE("powers need positive outputs, the identity does not") {
  const Eigen::Vector2d outputs(-1, 2);
  CHECK(OutputTransform::applies(1, outputs));
  CHECK_FALSE(OutputTransform::applies(0, outputs));
  CHECK(OutputTransform::applies(0, latencies()));
  CHECK_FALSE(OutputTransform::applies(0, Eigen::Vector3d(1e-9, 1, 1)));
}

TEST_CASE("values out of reach give an end of the curve, and stay finite") {
  for (const double power : {1.0, 0.5, 0.0}) {
    const OutputTransform transform(power, latencies());
    CHECK(std::isfinite(transform.output(1e9)));
    CHECK(std::isfinite(transform.standardised(-5)));
    CHECK(transform.output(-1e9) == transform.output(-1e6));
  }
}

TEST_CASE("equal outputs have a scale all the same") {
  const OutputTransform transform(1, Eigen::Vector3d(7, 7, 7));
  CHECK(transform.standardised(7) == 0);
  CHECK(transform.output(0) == 7);
}

TEST_CASE("the logarithm of the Jacobian is the sum of the slopes' logarithms") {
  const OutputTransform transform(0, Eigen::Vector2d(1, std::exp(2.0)));
  // ln y has mean 1 and deviation 1, so the slope is 1/y.
  CHECK(transform.log_jacobian(Eigen::Vector2d(1, std::exp(2.0))) == doctest::Approx(-2));
}

}  // namespace output_transform_test
