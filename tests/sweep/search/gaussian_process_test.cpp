#include "sweep/search/gaussian_process.h"

#include <doctest/doctest.h>

#include <Eigen/LU>
#include <cmath>

#include "tests/sweep/search/sobol_table.h"

namespace gaussian_process_test {

using namespace servesweep::sweep;

namespace {

constexpr double kNoise = 0.05;

MaternKernel kernel() {
  return {DimensionKinds(2), Eigen::Vector3d(std::log(0.4), std::log(0.7), std::log(1.5))};
}

Sightings four() {
  Sightings seen{UnitPoints(4, 2), Eigen::Vector4d(0.3, -1, 0.8, 0.1),
                 Eigen::Vector4d(0, 0.1, 0, 0.02)};
  seen.points << 0.1, 0.2, 0.7, 0.3, 0.4, 0.9, 0.95, 0.6;
  return seen;
}

/// The textbook formulas with an explicit inverse.
Belief closed_form(const Sightings& seen, const UnitPoints& x) {
  const MaternKernel k = kernel();
  Eigen::MatrixXd covariance = k.covariance(seen.points, seen.points);
  covariance.diagonal() += (seen.variances.array() + kNoise).matrix();
  const Eigen::MatrixXd inverse = covariance.inverse();
  const double mean = inverse.colwise().sum().dot(seen.values) / inverse.sum();
  const Eigen::MatrixXd cross = k.covariance(seen.points, x);
  const Eigen::VectorXd residual = seen.values.array() - mean;
  const Eigen::VectorXd means = (cross.transpose() * inverse * residual).array() + mean;
  const Eigen::VectorXd variances =
      k.signal_variance() - (cross.transpose() * inverse * cross).diagonal().array();
  return {means, variances};
}

}  // namespace

TEST_CASE("the posterior equals the closed form") {
  const UnitPoints x = sobol_table(1, 0, 9, 2);
  const Belief belief = GaussianProcess(kernel(), kNoise, four()).at(x);
  const Belief expected = closed_form(four(), x);
  CHECK((belief.mean - expected.mean).cwiseAbs().maxCoeff() < 1e-10);
  CHECK((belief.variance - expected.variance).cwiseAbs().maxCoeff() < 1e-10);
}

TEST_CASE("the shortcut at the observations agrees") {
  const GaussianProcess process(kernel(), kNoise, four());
  const Belief belief = process.at(four().points), shortcut = process.at_sightings();
  CHECK((belief.mean - shortcut.mean).cwiseAbs().maxCoeff() < 1e-10);
  CHECK((belief.variance - shortcut.variance).cwiseAbs().maxCoeff() < 1e-10);
}

TEST_CASE("the shortcut is right too if observations come after it was taken") {
  const Sightings all = four();
  GaussianProcess process(kernel(), kNoise,
                          {all.points.topRows(2), all.values.head(2), all.variances.head(2)});
  (void)process.at_sightings();
  for (Eigen::Index i = 2; i < 4; ++i) {
    process.add(all.points.row(i), all.values[i], all.variances[i]);
  }
  const Belief belief = process.at(all.points), shortcut = process.at_sightings();
  CHECK((belief.mean - shortcut.mean).cwiseAbs().maxCoeff() < 1e-10);
  CHECK((belief.variance - shortcut.variance).cwiseAbs().maxCoeff() < 1e-10);
}

TEST_CASE("adding observations one by one equals starting with all of them") {
  const Sightings all = four();
  GaussianProcess process(kernel(), kNoise,
                          {all.points.topRows(1), all.values.head(1), all.variances.head(1)});
  for (Eigen::Index i = 1; i < 4; ++i) {
    process.add(all.points.row(i), all.values[i], all.variances[i]);
  }
  const GaussianProcess whole(kernel(), kNoise, all);
  CHECK(process.log_likelihood() == doctest::Approx(whole.log_likelihood()).epsilon(1e-12));
  const UnitPoints x = sobol_table(1, 0, 9, 2);
  CHECK((process.at(x).mean - whole.at(x).mean).cwiseAbs().maxCoeff() < 1e-10);
  CHECK((process.at(x).variance - whole.at(x).variance).cwiseAbs().maxCoeff() < 1e-10);
}

TEST_CASE("half solutions are brought up to date, and beliefs come from them") {
  const Sightings all = four();
  GaussianProcess process(kernel(), kNoise,
                          {all.points.topRows(2), all.values.head(2), all.variances.head(2)});
  const UnitPoints x = sobol_table(1, 0, 5, 2);
  Eigen::MatrixXd half = process.half_at(x);
  for (Eigen::Index i = 2; i < 4; ++i) {
    process.add(all.points.row(i), all.values[i], all.variances[i]);
  }
  process.extend_half(half, x);
  CHECK((half - process.half_at(x)).cwiseAbs().maxCoeff() < 1e-12);
  const Belief expected = closed_form(all, x);
  CHECK((process.from_half(half).mean - expected.mean).cwiseAbs().maxCoeff() < 1e-10);
  CHECK((process.from_half(half).variance - expected.variance).cwiseAbs().maxCoeff() < 1e-10);
}

TEST_CASE("a covariance that rounding made indefinite still has a factor") {
  Eigen::MatrixXd covariance = Eigen::MatrixXd::Ones(3, 3);
  covariance(2, 2) -= 1e-13;
  const Eigen::MatrixXd factor = sure_cholesky(covariance);
  CHECK((factor * factor.transpose()).isApprox(covariance, 1e-6));
}

TEST_CASE("the halves of a factor solve what their product is") {
  Eigen::MatrixXd factor(2, 2);
  factor << 2, 99,  // above the diagonal stands what nobody may look at
      1, 3;
  Eigen::MatrixXd covariance(2, 2);
  covariance << 4, 2, 2, 10;  // by hand
  const Eigen::VectorXd wanted = Eigen::Vector2d(1, -2);
  const Eigen::VectorXd half = lower_half(factor).solve(covariance * wanted);
  CHECK(half.isApprox(Eigen::VectorXd(Eigen::Vector2d(0, -6))));
  CHECK(upper_half(factor).solve(half).isApprox(wanted));
}

}  // namespace gaussian_process_test
