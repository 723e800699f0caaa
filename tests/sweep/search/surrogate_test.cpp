#include "sweep/search/surrogate.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/sweep/search/sobol_table.h"

namespace surrogate_test {

using namespace servesweep::sweep;

namespace {

constexpr Eigen::Index kCount = 24;

/// Smooth in the logarithm, over three orders of magnitude: a latency near saturation.
Sightings latencies() {
  Sightings raw{sobol_table(3, 0, kCount, 2), Eigen::VectorXd(kCount),
                Eigen::VectorXd::Zero(kCount)};
  for (Eigen::Index i = 0; i < kCount; ++i) {
    raw.values[i] = std::exp(7 * raw.points(i, 0) + std::sin(3 * raw.points(i, 1)));
  }
  return raw;
}

}  // namespace

TEST_CASE("a latency over orders of magnitude is modelled by its logarithm") {
  Surrogate model(DimensionKinds(2), Surrogate::Curve::chosen);
  model.fit(latencies());
  CHECK(model.transform().power() == 0);
  Surrogate plain(DimensionKinds(2), Surrogate::Curve::identity);
  plain.fit(latencies());
  CHECK(plain.transform().power() == 1);
}

TEST_CASE("a plane is modelled as it is") {
  Sightings raw = latencies();
  raw.values = 3 + raw.points.col(0).array() - 0.5 * raw.points.col(1).array();
  Surrogate model(DimensionKinds(2), Surrogate::Curve::chosen);
  model.fit(raw);
  CHECK(model.transform().power() == 1);
  const Belief belief = model.process().at(Eigen::RowVector2d(0.5, 0.5));
  CHECK(model.transform().output(belief.mean[0]) == doctest::Approx(3.25).epsilon(0.001));
}

TEST_CASE("from many starts a function that bends in one direction only is no noise") {
  // With two starts it is: the likelihood has a maximum where everything is.
  constexpr Eigen::Index kPoints = 150;
  Sightings raw{sobol_table(3, 0, kPoints, 3), Eigen::VectorXd(kPoints),
                Eigen::VectorXd::Zero(kPoints)};
  for (Eigen::Index i = 0; i < kPoints; ++i) {
    raw.values[i] =
        std::sin(6 * raw.points(i, 0)) + 4 * std::pow(std::sin(6 * raw.points(i, 1)), 2);
  }
  Surrogate model(DimensionKinds(3), Surrogate::Curve::chosen);
  model.fit_from_many_starts(raw);
  CHECK(model.process().noise_variance() < 0.01);
  const Belief belief = model.process().at(Eigen::RowVector3d(0.3, 0.4, 0.5));
  CHECK(model.transform().output(belief.mean[0]) ==
        doctest::Approx(std::sin(1.8) + 4 * std::pow(std::sin(2.4), 2)).epsilon(0.05));
}

TEST_CASE("outputs that turn negative lose their curve at the next fit") {
  Sightings raw = latencies();
  Surrogate model(DimensionKinds(2), Surrogate::Curve::chosen);
  model.fit(raw);
  raw.values[0] = -1;
  model.fit(raw);
  CHECK(model.transform().power() == 1);
}

TEST_CASE("known noise is carried through the curve") {
  Sightings raw = latencies();
  raw.variances.setConstant(0.04);
  Surrogate model(DimensionKinds(2), Surrogate::Curve::chosen);
  model.fit(raw);
  const double slope = model.transform().slope(raw.values[5]);
  CHECK(model.process().sightings().variances[5] == doctest::Approx(0.04 * slope * slope));
  model.add(Eigen::RowVector2d(0.1, 0.9), 20, 0.01);
  CHECK(model.process().sightings().values.size() == kCount + 1);
  CHECK(model.process().sightings().values[kCount] ==
        doctest::Approx(model.transform().standardised(20)));
}

}  // namespace surrogate_test
