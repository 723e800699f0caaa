#include "sweep/sensitivity/main_effects.h"

#include <doctest/doctest.h>

#include <cmath>

#include "sweep/sensitivity/resampling.h"
#include "sweep/sensitivity/saltelli_design.h"
#include "tests/sweep/sensitivity/test_functions.h"
#include "tests/sweep/study/conditional_space.h"

namespace servesweep::sweep::main_effects_test {
namespace {

struct Bench {
  explicit Bench(const std::string& text, Eigen::Index rows)
      : parameters(space_of(text)),
        space(parameters),
        factors(factors_of(parameters)),
        levels(levels_of(parameters)),
        design(factors, rows, 1),
        effects(factors, levels, space, design) {}

  [[nodiscard]] Eigen::VectorXd means(const Eigen::VectorXd& values) const {
    return effects.means(values, Resample::everything(design.rows(), 1).rows);
  }

  ParameterSpace parameters;
  SearchSpace space;
  std::vector<Factor> factors;
  std::vector<FactorLevels> levels;
  SaltelliDesign design;
  MainEffects effects;
};

}  // namespace

TEST_CASE("the main effect of a sum is its own term, with what the other adds on average") {
  const Bench bench("parameters: {x: {range: [0, 1], grid: 2}, y: {range: [0, 1], grid: 2}}", 512);
  const Eigen::VectorXd means = bench.means(
      values_at(bench.design.points(), [](const auto& u) { return 4 * u[0] + 10 * u[1] * u[1]; }));
  REQUIRE(means.size() == 18);
  for (Eigen::Index i = 1; i < 8; ++i) {
    const double u = static_cast<double>(i) / 8;
    CHECK(means[i] == doctest::Approx(4 * u + 10.0 / 3).epsilon(0.01));
    // Over the piece of width 1/8 around u: u² + 1/768.
    CHECK(means[9 + i] == doctest::Approx(2 + 10 * (u * u + 1.0 / 768)).epsilon(0.01));
  }
}

TEST_CASE("the curve of a factor without effect is flat, whatever the others do") {
  const Bench bench("parameters: {x: {range: [0, 1], grid: 2}, y: {range: [0, 1], grid: 2}}", 64);
  const Eigen::VectorXd means = bench.means(
      values_at(bench.design.points(), [](const auto& u) { return std::exp(9 * u[0]); }));
  CHECK(means.tail(9).maxCoeff() - means.tail(9).minCoeff() < 1e-9 * means[17]);
}

TEST_CASE("with an interaction it is the average over the other") {
  const Bench bench("parameters: {x: {range: [0, 1], grid: 2}, y: {range: [0, 1], grid: 2}}", 1024);
  const Eigen::VectorXd means = bench.means(
      values_at(bench.design.points(), [](const auto& u) { return u[0] * (u[1] - 0.3); }));
  for (Eigen::Index i = 1; i < 8; ++i) {
    CHECK(means[i] == doctest::Approx(0.2 * static_cast<double>(i) / 8).epsilon(0.1));
  }
}

TEST_CASE("rows count as often as they are drawn, and only where the factor exists") {
  const Bench bench(
      "parameters:\n  mode: {values: [off, slow]}\n"
      "  speed: {values: [1, 2], when: {mode: slow}}\n",
      32);
  const Eigen::VectorXd values = values_at(bench.design.points(), [&](const auto& u) {
    return bench.space.active(to_unit_point(u))[1] ? 5 + bench.space.values(to_unit_point(u))[1]
                                                   : -100.0;
  });
  const Eigen::VectorXd means = bench.means(values);
  REQUIRE(means.size() == 4);
  CHECK(means[0] == doctest::Approx(-100).epsilon(0.01));
  CHECK(means[1] == doctest::Approx(5.5).epsilon(0.2));
  CHECK(means[2] == doctest::Approx(5));
  CHECK(means[3] == doctest::Approx(6));
  const std::vector<Eigen::Index> some = {3, 4, 9, 11}, thrice = {3, 4, 9, 11, 3, 4, 9, 11};
  const Eigen::ArrayXd once = bench.effects.means(values, some),
                       again = bench.effects.means(values, thrice);
  CHECK(((once - again).abs() < 1e-9 || once.isNaN()).all());
}

}  // namespace servesweep::sweep::main_effects_test
