#include "sweep/search/objective_scale.h"

#include <doctest/doctest.h>

namespace objective_scale_test {

using namespace servesweep::sweep;

namespace {

Surrogate model(double first, double last) {
  Surrogate result(DimensionKinds(1), Surrogate::Curve::identity);
  const Eigen::VectorXd line = Eigen::VectorXd::LinSpaced(5, 0, 1);
  result.fit({line, first + (last - first) * line.array(), Eigen::VectorXd::Zero(5)});
  return result;
}

const std::vector<Surrogate>& opposed() {
  static const std::vector<Surrogate> models{model(10, 20), model(8, 4)};
  return models;
}

}  // namespace

TEST_CASE("without a wanted reference it lies a tenth beyond the Pareto set") {
  const ObjectiveScale scale = objective_scale(opposed(), {}, {});
  CHECK(scale.reference[0] == doctest::Approx(21).epsilon(0.01));
  CHECK(scale.reference[1] == doctest::Approx(8.4).epsilon(0.01));
  CHECK(scale.ideal[0] == doctest::Approx(10).epsilon(0.01));
  CHECK(scale.ideal[1] == doctest::Approx(4).epsilon(0.01));
}

TEST_CASE("a wanted reference holds once it is reached, and is loosened until then") {
  CHECK(objective_scale(opposed(), {}, {18, 8}).reference == Eigen::Vector2d(18, 8));
  // The front runs from (10, 8) to (20, 4); nearest to (12, 5) in units of the spreads (11, 4.4) is
  // (15, 6), and a tenth of the spreads is added.
  const ObjectiveScale far = objective_scale(opposed(), {}, {12, 5});
  CHECK(far.reference[0] == doctest::Approx(16.1).epsilon(0.01));
  CHECK(far.reference[1] == doctest::Approx(6.44).epsilon(0.01));
}

TEST_CASE("only feasible observations set the scale, if there are any") {
  const std::vector<Surrogate> half{model(-1, 1)};  // holds up to the middle
  CHECK(objective_scale(opposed(), half, {}).reference[0] == doctest::Approx(15.5).epsilon(0.01));
  const std::vector<Surrogate> never{model(1, 2)};
  CHECK(objective_scale(opposed(), never, {}).reference[0] == doctest::Approx(21).epsilon(0.01));
}

TEST_CASE("the weighted distance: the worst share plus a twentieth of all") {
  Eigen::MatrixXd objectives(3, 2);
  objectives << 0, 10, 5, 0, 10, 5;
  const Eigen::VectorXd distance = chebyshev(objectives, Eigen::Vector2d(0.25, 0.75));
  CHECK(distance[0] == doctest::Approx(0.75 + 0.05 * 0.75));
  CHECK(distance[1] == doctest::Approx(0.125 + 0.05 * 0.125));
  CHECK(distance[2] == doctest::Approx(0.375 + 0.05 * 0.625));
}

}  // namespace objective_scale_test
