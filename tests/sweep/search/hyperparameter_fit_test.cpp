#include "sweep/search/hyperparameter_fit.h"

#include <doctest/doctest.h>

#include <cmath>

#include "sweep/search/sobol_points.h"
#include "tests/sweep/search/sobol_table.h"

namespace hyperparameter_fit_test {

using namespace servesweep::sweep;
using servesweep::engine::StreamPurpose;

namespace {

/// A function that is wild in the first dimension and does not know the second, plus noise.
Sightings wavy(Eigen::Index count, double noise_deviation) {
  const StreamPurpose purpose("test");
  const Eigen::MatrixXd noise = quasi_normal(5, purpose, 1, count, 1);
  Sightings seen{sobol_table(5, 0, count, 2), Eigen::VectorXd(count), Eigen::VectorXd::Zero(count)};
  for (Eigen::Index i = 0; i < count; ++i) {
    seen.values[i] = 1.4 * std::sin(9 * seen.points(i, 0)) + noise_deviation * noise(i, 0);
  }
  return seen;
}

}  // namespace

TEST_CASE("the gradient of the log posterior equals finite differences") {
  Sightings seen = wavy(12, 0.2);
  seen.variances.setLinSpaced(0, 0.1);
  const DimensionKinds dimensions{Dimension::Kind::real, Dimension::Kind::categorical};
  const HyperparameterFit fit(dimensions, seen);
  const Eigen::Vector4d at(-0.7, 0.4, 0.3, -2);
  const Eigen::VectorXd gradient = fit.log_posterior_gradient(at);
  for (Eigen::Index p = 0; p < 4; ++p) {
    Eigen::VectorXd up = at, down = at;
    up[p] += 1e-5;
    down[p] -= 1e-5;
    const double difference = (fit.log_posterior(up) - fit.log_posterior(down)) / 2e-5;
    CHECK(gradient[p] == doctest::Approx(difference).epsilon(1e-6));
  }
}

TEST_CASE("the fit finds out which dimension matters and how much noise there is") {
  const HyperparameterFit fit(DimensionKinds(2), wavy(40, 0.3));
  const HyperparameterFit::Result best = fit.best({fit.prior_mean()}, 60);
  CHECK(best.log_posterior > fit.log_posterior(fit.prior_mean()) + 5);
  CHECK(best.parameters[0] < best.parameters[1] - 1);
  CHECK(std::exp(best.parameters[3]) == doctest::Approx(0.09).epsilon(0.5));
}

TEST_CASE("95 % intervals cover 90 to 98 % of held-out values") {
  const Sightings all = wavy(240, 0.3);
  const Sightings seen{all.points.topRows(40), all.values.head(40), all.variances.head(40)};
  const HyperparameterFit fit(DimensionKinds(2), seen);
  const GaussianProcess process = fit.process(fit.best({fit.prior_mean()}, 60).parameters);
  const Belief belief = process.at(all.points.bottomRows(200));
  int covered = 0;
  for (Eigen::Index i = 0; i < 200; ++i) {
    const double deviation = std::sqrt(belief.variance[i] + process.noise_variance());
    covered += std::abs(all.values[40 + i] - belief.mean[i]) <= 1.96 * deviation;
  }
  CHECK(covered >= 180);
  CHECK(covered <= 196);
}

}  // namespace hyperparameter_fit_test
