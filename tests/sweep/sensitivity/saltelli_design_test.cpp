#include "sweep/sensitivity/saltelli_design.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/sweep/sensitivity/test_functions.h"

namespace servesweep::sweep::saltelli_design_test {

TEST_CASE("a row holds A, B, and A with one factor of B after the other") {
  const std::vector<Factor> factors = {{.name = "one", .first = 0},
                                       {.name = "shares", .first = 1, .count = 2}};
  const SaltelliDesign design(factors, 8, 5);
  CHECK(design.points_per_row() == 4);
  REQUIRE(design.points().rows() == 32);
  for (Eigen::Index row = 0; row < 8; ++row) {
    const UnitPoints own = design.points().middleRows(4 * row, 4);
    CHECK((own.row(0).array() != own.row(1).array()).all());
    CHECK(own(2, 0) == own(1, 0));
    CHECK(own.row(2).tail(2) == own.row(0).tail(2));
    CHECK(own(3, 0) == own(0, 0));
    CHECK(own.row(3).tail(2) == own.row(1).tail(2));
  }
}

TEST_CASE("both halves fill every coordinate evenly") {
  const SaltelliDesign design(real_factors(3), 64, 1);
  for (Eigen::Index half = 0; half < 2; ++half) {
    for (Eigen::Index i = 0; i < 3; ++i) {
      std::vector<int> hits(64, 0);
      for (Eigen::Index row = 0; row < 64; ++row) {
        ++hits[static_cast<std::size_t>(std::floor(64 * design.points()(5 * row + half, i)))];
      }
      CHECK(hits == std::vector<int>(64, 1));
    }
  }
}

TEST_CASE("a design is named by its seed, and values fall into its rows") {
  const SaltelliDesign design(real_factors(2), 4, 7);
  CHECK(design.points() == SaltelliDesign(real_factors(2), 4, 7).points());
  CHECK(design.points() != SaltelliDesign(real_factors(2), 4, 8).points());
  const Eigen::MatrixXd table = design.table(Eigen::VectorXd::LinSpaced(16, 0, 15));
  CHECK(table(1, 2) == 6);
  CHECK(table(3, 3) == 15);
}

}  // namespace servesweep::sweep::saltelli_design_test
