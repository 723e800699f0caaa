#include "sweep/sensitivity/surrogate_check.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/sweep/search/sobol_table.h"
#include "tests/sweep/sensitivity/test_functions.h"

namespace servesweep::sweep::surrogate_check_test {
namespace {

Sightings sightings(Eigen::Index count) {
  Sightings raw{sobol_table(3, 0, count, 3), {}, Eigen::VectorXd::Zero(count)};
  raw.values = values_at(raw.points, ishigami);
  return raw;
}

/// All but one row.
Sightings without(const Sightings& all, Eigen::Index row) {
  std::vector<Eigen::Index> rows;
  for (Eigen::Index i = 0; i < all.values.size(); ++i) {
    if (i != row) rows.push_back(i);
  }
  return {all.points(rows, Eigen::all), all.values(rows), all.variances(rows)};
}

}  // namespace

TEST_CASE("the closed form is what leaving each point out gives") {
  Surrogate surrogate(DimensionKinds(3), Surrogate::Curve::identity);
  surrogate.fit_from_many_starts(sightings(30));
  const GaussianProcess& process = surrogate.process();
  const Sightings& all = process.sightings();
  double errors = 0, within = 0;
  for (Eigen::Index i = 0; i < 30; ++i) {
    const GaussianProcess rest(process.kernel(), process.noise_variance(), without(all, i));
    const Belief belief = rest.at(all.points.row(i));
    // Of the observation, so with its noise; and of the estimated mean, which belief leaves out.
    const double residual = all.values[i] - belief.mean[0];
    errors += residual * residual;
    const Eigen::MatrixXd half = rest.half_at(all.points.row(i));
    const Eigen::VectorXd ones =
        rest.cholesky().triangularView<Eigen::Lower>().solve(Eigen::VectorXd::Ones(29));
    const double of_mean = std::pow(1 - ones.dot(half.col(0)), 2) / ones.squaredNorm();
    const double variance = belief.variance[0] + process.noise_variance() + of_mean;
    within += std::abs(residual) <= 1.959964 * std::sqrt(variance) ? 1.0 / 30 : 0.0;
  }
  const double spread = (all.values.array() - all.values.mean()).square().sum();
  const SurrogateCheck check = check_of(surrogate);
  CHECK(check.points == 30);
  CHECK(check.q2 == doctest::Approx(1 - errors / spread).epsilon(1e-6));
  CHECK(check.coverage == doctest::Approx(within));
}

TEST_CASE("more points predict better, and noise is predicted by nothing") {
  const auto q2 = [](const Sightings& raw) {
    Surrogate surrogate(DimensionKinds(3), Surrogate::Curve::identity);
    surrogate.fit_from_many_starts(raw);
    return check_of(surrogate).q2;
  };
  CHECK(q2(sightings(120)) > 0.8);
  CHECK(q2(sightings(120)) > q2(sightings(30)));
  Sightings noise = sightings(60);
  for (Eigen::Index i = 0; i < 60; ++i) noise.values[i] = std::fmod(7919.0 * double(i * i), 101);
  CHECK(q2(noise) < 0.2);
}

}  // namespace servesweep::sweep::surrogate_check_test
