#include "sweep/search/noisy_improvement.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/sweep/search/sobol_table.h"

namespace noisy_improvement_test {

using namespace servesweep::sweep;

namespace {

const std::vector<Surrogate> kNoConstraints;
constexpr Eigen::Index kCount = 12;

UnitPoints places() {
  return sobol_table(4, 0, kCount, 2);
}

Surrogate model(const Eigen::VectorXd& values, Surrogate::Curve curve) {
  Surrogate result(DimensionKinds(2), curve);
  result.fit({places(), values, Eigen::VectorXd::Constant(values.size(), 1e-3)});
  return result;
}

/// Distances from the origin and from (1, 0), the second over orders of magnitude.
std::vector<Surrogate> objectives() {
  const UnitPoints x = places();
  const Eigen::ArrayXd near = x.rowwise().squaredNorm();
  const Eigen::ArrayXd far = (x.rowwise() - Eigen::RowVector2d(1, 0)).rowwise().squaredNorm();
  return {model(near, Surrogate::Curve::chosen), model((4 * far).exp(), Surrogate::Curve::chosen)};
}

/// Holds above x₂ = 0.3.
std::vector<Surrogate> constraints() {
  return {model(0.3 - places().col(1).array(), Surrogate::Curve::identity)};
}

NoisyImprovement::Settings settings() {
  NoisyImprovement::Settings result;
  result.reference = Eigen::Vector2d(1, 55);
  result.ideal = Eigen::Vector2d(0, 1);
  return result;
}

}  // namespace

TEST_CASE("the gradient equals finite differences, with constraints and a curve") {
  const std::vector<Surrogate> outputs = objectives(), limits = constraints();
  REQUIRE(outputs[1].transform().power() < 1);
  NoisyImprovement gain(outputs, limits, settings());
  gain.learn(Eigen::RowVector2d(0.4, 0.4));
  const UnitPoints queries = sobol_table(4, 1, 6, 2);
  for (const Eigen::RowVectorXd x : queries.rowwise()) {
    Eigen::VectorXd gradient;
    (void)gain.value(x, gradient);
    for (Eigen::Index i = 0; i < 2; ++i) {
      Eigen::RowVectorXd up = x, down = x;
      up[i] += 1e-6;
      down[i] -= 1e-6;
      const double difference = (gain.value(up) - gain.value(down)) / 2e-6;
      CHECK(gradient[i] == doctest::Approx(difference).epsilon(1e-3));
    }
  }
}

TEST_CASE("a pool says what single points say, also after learning") {
  const std::vector<Surrogate> outputs = objectives(), limits = constraints();
  NoisyImprovement gain(outputs, limits, settings());
  NoisyImprovement::Pool pool = gain.pool(sobol_table(4, 1, 5, 2), 64);
  for (int round = 0; round < 2; ++round) {
    const Eigen::VectorXd values = gain.values(pool);
    for (Eigen::Index i = 0; i < 5; ++i) {
      CHECK(values[i] == doctest::Approx(gain.value(pool.points.row(i))).epsilon(1e-4));
    }
    gain.learn(Eigen::RowVector2d(0.5, 0.35));
    gain.refresh(pool);
  }
}

TEST_CASE("trying a point makes trying it again worthless, and its surroundings less worthy") {
  const std::vector<Surrogate> outputs = objectives();
  NoisyImprovement gain(outputs, kNoConstraints, settings());
  const Eigen::RowVector2d x(0.5, 0.05), beside(0.55, 0.05);
  const double before = gain.value(x), beside_before = gain.value(beside);
  gain.learn(x);
  CHECK(gain.value(x) < before - 1);
  CHECK(gain.value(beside) < beside_before);
}

TEST_CASE("a point that will probably break a constraint is not chosen twice, nor while it runs") {
  const std::vector<Surrogate> outputs = objectives(), limits = constraints();
  const Surrogate& limit = limits.front();
  // The place where breaking it is likely, and far from certain.
  const UnitPoints anywhere = sobol_table(5, 1, 256, 2);
  const Belief belief = limit.process().at(anywhere);
  Eigen::Index chosen = 0;
  double closest = 1e9;
  for (Eigen::Index i = 0; i < anywhere.rows(); ++i) {
    const double margin =
        (limit.transform().standardised(0) - belief.mean[i]) / std::sqrt(belief.variance[i]);
    if (std::abs(margin + 1.5) >= closest) continue;
    closest = std::abs(margin + 1.5);
    chosen = i;
  }
  REQUIRE(closest < 0.5);
  const Eigen::RowVectorXd x = anywhere.row(chosen);
  const Eigen::RowVectorXd beside = x.array() + (x[0] > 0.5 ? -0.01 : 0.01);
  NoisyImprovement gain(outputs, limits, settings());
  NoisyImprovement::Pool pool = gain.pool(beside, 64);
  const double before = gain.value(beside);
  gain.learn(x);
  gain.refresh(pool);
  CHECK(gain.value(beside) < before - 3);
  CHECK(gain.values(pool)[0] == doctest::Approx(gain.value(beside)).epsilon(1e-4));
  NoisyImprovement::Settings with = settings();
  with.pending = x;
  CHECK(NoisyImprovement(outputs, limits, with).value(beside) < before - 3);
}

TEST_CASE("the smaller the smoothing, the less a dominated point is worth") {
  const std::vector<Surrogate> outputs = objectives();
  NoisyImprovement::Settings fine = settings();
  fine.smoothing = 1e-5;
  const NoisyImprovement coarse(outputs, kNoConstraints, settings()),
      exact(outputs, kNoConstraints, fine);
  const Eigen::RowVector2d beaten(0.1, 0.95), good(0.5, 0.05);
  CHECK(exact.value(beaten) < coarse.value(beaten) - 1);
  CHECK(exact.value(good) == doctest::Approx(coarse.value(good)).epsilon(0.05));
}

TEST_CASE("a pending point counts as tried") {
  const std::vector<Surrogate> outputs = objectives(), limits = constraints();
  const Eigen::RowVector2d x(0.5, 0.4), beside(0.55, 0.4);
  NoisyImprovement::Settings with = settings();
  with.pending = x;
  NoisyImprovement learned(outputs, limits, settings());
  const double before = learned.value(x), beside_before = learned.value(beside);
  learned.learn(x);
  const NoisyImprovement pending(outputs, limits, with);
  CHECK(pending.value(x) < before - 1);
  CHECK(pending.value(beside) < beside_before);
  // The same expectation from other draws.
  CHECK(pending.value(beside) == doctest::Approx(learned.value(beside)).epsilon(0.1));
}

TEST_CASE("a point that breaks a constraint is worth little") {
  const std::vector<Surrogate> outputs = objectives(), limits = constraints();
  const NoisyImprovement free(outputs, kNoConstraints, settings()),
      limited(outputs, limits, settings());
  const Eigen::RowVector2d breaks(0.5, 0.0), holds(0.5, 0.4);
  CHECK(free.value(breaks) > free.value(holds));
  CHECK(limited.value(breaks) < limited.value(holds) - 3);
}

TEST_CASE("with one objective it is the expected improvement") {
  // Without noise the best b is known; the belief at x is normal with mean m and deviation s. The
  // improvement on the best b is (b − m)·Φ(t) + s·φ(t), t = (b − m)/s.
  Surrogate model(DimensionKinds(1), Surrogate::Curve::identity);
  const Eigen::VectorXd seen = Eigen::VectorXd::LinSpaced(8, 0, 0.7);
  model.fit({seen, (12 * seen.array()).cos(), Eigen::VectorXd::Zero(8)});
  NoisyImprovement::Settings unit;
  unit.reference = Eigen::VectorXd::Constant(1, 2);
  unit.ideal = Eigen::VectorXd::Constant(1, 1);
  unit.paths = 1024;
  const std::vector<Surrogate> one{model};
  const Eigen::RowVectorXd x = Eigen::RowVectorXd::Constant(1, 0.85);
  const Belief belief = model.process().at(UnitPoints(x));
  const double scale = 1 / model.transform().slope(0);
  const double s = std::sqrt(belief.variance[0]);
  const double t = (model.process().sightings().values.minCoeff() - belief.mean[0]) / s;
  const double expected =
      s * (t * 0.5 * std::erfc(-t / std::sqrt(2)) + std::exp(-t * t / 2) / std::sqrt(2 * M_PI));
  const double total = std::exp(NoisyImprovement(one, kNoConstraints, unit).value(x));
  CHECK(total / 1024 == doctest::Approx(scale * expected).epsilon(0.03));
}

}  // namespace noisy_improvement_test
