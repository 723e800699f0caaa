#include "sweep/search/sample_paths.h"

#include <doctest/doctest.h>

#include <cmath>

#include "sweep/search/sobol_points.h"
#include "tests/sweep/search/sobol_table.h"

namespace sample_paths_test {

using namespace servesweep::sweep;
using servesweep::engine::StreamPurpose;

namespace {

constexpr Eigen::Index kPaths = 1024;

GaussianProcess process() {
  const Eigen::Vector3d parameters(std::log(0.4), std::log(0.7), std::log(1.5));
  Sightings seen{UnitPoints(4, 2), Eigen::Vector4d(0.3, -1, 0.8, 0.1), Eigen::Vector4d::Zero()};
  seen.points << 0.1, 0.2, 0.7, 0.3, 0.4, 0.9, 0.95, 0.6;
  return {MaternKernel(DimensionKinds(2), parameters), 0.1, seen};
}

SamplePaths paths(Eigen::Index count = kPaths) {
  static const GaussianProcess seen = process();
  const std::vector<Eigen::Index> rows{0, 2};
  const UnitPoints known = seen.sightings().points(rows, Eigen::all);
  return {seen, known, seen.half_at(known),
          quasi_normal(2, StreamPurpose("test"), 0, count, 2).transpose()};
}

const Eigen::RowVector2d kPlace(0.3, 0.5);

}  // namespace

TEST_CASE("paths pass through their known values") {
  const SamplePaths drawn = paths();
  const SamplePaths::At at = drawn.at(process().sightings().points.row(2));
  CHECK((at.mean - drawn.known_values().row(1).transpose()).cwiseAbs().maxCoeff() < 1e-4);
  CHECK(at.deviation < 1e-3);
}

TEST_CASE("mean and variance over all paths are those of the process") {
  const SamplePaths::At at = paths().at(kPlace);
  const Belief belief = process().at(UnitPoints(kPlace));
  const double mean = at.mean.mean();
  const double variance = (at.mean.array() - mean).square().mean() + at.deviation * at.deviation;
  CHECK(mean == doctest::Approx(belief.mean[0]).epsilon(0.01));
  CHECK(variance == doctest::Approx(belief.variance[0]).epsilon(0.01));
}

TEST_CASE("a known point need not have been seen: its values are the belief's") {
  const GaussianProcess seen = process();
  const SamplePaths drawn(seen, kPlace, seen.half_at(kPlace),
                          quasi_normal(2, StreamPurpose("test"), 0, kPaths, 1).transpose());
  const SamplePaths::At at = drawn.at(kPlace);
  CHECK((at.mean - drawn.known_values().row(0).transpose()).cwiseAbs().maxCoeff() < 1e-4);
  CHECK(at.deviation < 1e-3);
  const Belief belief = seen.at(UnitPoints(kPlace));
  CHECK(at.mean.mean() == doctest::Approx(belief.mean[0]).epsilon(0.01));
  const double variance = (at.mean.array() - at.mean.mean()).square().mean();
  CHECK(variance == doctest::Approx(belief.variance[0]).epsilon(0.01));
}

TEST_CASE("known values are drawn jointly: they have the covariance of the belief") {
  const GaussianProcess seen = process();
  UnitPoints known(2, 2);
  known << 0.2, 0.2, 0.3, 0.3;
  const Eigen::MatrixXd half = seen.half_at(known);
  const SamplePaths drawn(seen, known, half,
                          quasi_normal(3, StreamPurpose("test"), 0, 4096, 2).transpose());
  const Eigen::VectorXd mean = drawn.known_values().rowwise().mean();
  const Eigen::MatrixXd away = drawn.known_values().colwise() - mean;
  CHECK(mean.isApprox(seen.at(known).mean, 0.01));
  const Eigen::MatrixXd expected = seen.kernel().covariance(known, known) - half.transpose() * half;
  CHECK((away * away.transpose() / 4096.0).isApprox(expected, 0.02));
}

TEST_CASE("a forecast of many points says what single ones say, also after learning") {
  SamplePaths drawn = paths(8);
  const UnitPoints points = sobol_table(3, 1, 5, 2);
  SamplePaths::Forecast forecast = drawn.forecast(points, process().half_at(points), 8);
  for (int round = 0; round < 3; ++round) {
    for (Eigen::Index i = 0; i < 5; ++i) {
      const SamplePaths::At at = drawn.at(points.row(i));
      CHECK((forecast.mean.col(i) - at.mean).cwiseAbs().maxCoeff() < 1e-6);
      CHECK(std::sqrt(forecast.variance[i]) == doctest::Approx(at.deviation).epsilon(1e-6));
    }
    const Eigen::RowVectorXd x = kPlace + round * Eigen::RowVector2d(0.1, -0.05);
    const SamplePaths::At at = drawn.at(x);
    const Eigen::VectorXd values = at.mean.array() + 0.5 * at.deviation;
    drawn.learn(at, values);
    CHECK((drawn.at(x).mean - values).cwiseAbs().maxCoeff() < 1e-5);
    drawn.refresh(forecast, points);
  }
}

TEST_CASE("slopes equal finite differences") {
  const SamplePaths drawn = paths(4);
  const Eigen::Vector4d weights(1, -2, 0.5, 0.25);
  const auto value = [&](const Eigen::RowVectorXd& x) {
    const SamplePaths::At at = drawn.at(x);
    return weights.dot(at.mean) + 3 * at.deviation;
  };
  const Eigen::VectorXd slope = drawn.slope(drawn.at(kPlace), weights, 3);
  for (Eigen::Index i = 0; i < 2; ++i) {
    Eigen::RowVectorXd up = kPlace, down = kPlace;
    up[i] += 1e-6;
    down[i] -= 1e-6;
    CHECK(slope[i] == doctest::Approx((value(up) - value(down)) / 2e-6).epsilon(1e-5));
  }
}

}  // namespace sample_paths_test
