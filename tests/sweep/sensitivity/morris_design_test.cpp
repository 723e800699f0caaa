#include "sweep/sensitivity/morris_design.h"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "tests/sweep/sensitivity/test_functions.h"

namespace servesweep::sweep::morris_design_test {
namespace {

/// A real, three categories, a boolean, whole numbers 1 to 9, and shares of three.
const std::vector<Dimension> kDimensions = {
    Dimension::real("real"),    Dimension::categorical("kind", 3),
    Dimension::boolean("flag"), Dimension::integer("whole", {.low = 1, .high = 9}),
    Dimension::real("a"),       Dimension::real("b")};
const std::vector<Factor> kFactors = {
    {.name = "real", .first = 0},
    {.name = "kind", .first = 1, .kind = Dimension::Kind::categorical},
    {.name = "flag", .first = 2, .kind = Dimension::Kind::boolean},
    {.name = "whole", .first = 3, .kind = Dimension::Kind::ordered},
    {.name = "shares", .first = 4, .count = 2}};

}  // namespace

TEST_CASE("in a trajectory every factor moves once, and nothing else does") {
  const MorrisDesign design(kDimensions, kFactors, 40, 3);
  REQUIRE(design.points().rows() == 240);
  std::set<double> levels, kinds;
  for (Eigen::Index t = 0; t < 40; ++t) {
    const UnitPoints own = design.points().middleRows(6 * t, 6);
    Eigen::ArrayXi moved = Eigen::ArrayXi::Zero(6);
    for (Eigen::Index i = 1; i < 6; ++i) {
      moved += (own.row(i).array() != own.row(i - 1).array()).cast<int>().transpose();
    }
    CHECK((moved == 1).all());
    CHECK(std::abs(own(5, 0) - own(0, 0)) == doctest::Approx(2.0 / 3));
    levels.insert(std::round(3 * own(0, 0)));
    kinds.insert(kDimensions[1].value_at(own(0, 1)));
  }
  CHECK(levels == std::set<double>{0, 1, 2, 3});
  CHECK(kinds == std::set<double>{0, 1, 2});
}

TEST_CASE("effects are per range of the factor") {
  const MorrisDesign design(kDimensions, kFactors, 20, 3);
  // 5 per range of the real, 7 from false to true, 2 per whole number of 1 to 9, so 16 per range.
  const Eigen::VectorXd values = values_at(design.points(), [](const Eigen::RowVectorXd& u) {
    return 5 * u[0] + 7 * kDimensions[2].value_at(u[2]) + 2 * kDimensions[3].value_at(u[3]);
  });
  const Eigen::MatrixXd effects = design.effects(values);
  CHECK((effects.col(0).array() - 5).abs().maxCoeff() < 1e-9);
  CHECK(effects.col(1).cwiseAbs().maxCoeff() < 1e-9);
  CHECK((effects.col(2).array() - 7).abs().maxCoeff() < 1e-9);
  CHECK((effects.col(3).array() - 16).abs().maxCoeff() < 1e-9);
  CHECK(effects.col(4).cwiseAbs().maxCoeff() < 1e-9);
}

TEST_CASE("a value that is missing takes its two effects with it, and no other") {
  const MorrisDesign design({Dimension::real("a"), Dimension::real("b")}, real_factors(2), 2, 1);
  Eigen::VectorXd values = design.points().col(0);
  values[1] = std::nan("");
  const Eigen::MatrixXd effects = design.effects(values);
  CHECK(effects.row(0).array().isNaN().all());
  CHECK(effects(1, 0) == doctest::Approx(1));
}

}  // namespace servesweep::sweep::morris_design_test
