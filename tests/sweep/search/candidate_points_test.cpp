#include "sweep/search/candidate_points.h"

#include <doctest/doctest.h>

#include <set>
#include <utility>

namespace candidate_points_test {

using namespace servesweep::sweep;

namespace {

SearchSpace mixed(SearchSpace::Predicate allowed = {}) {
  return SearchSpace(
      {Dimension::real("x"), Dimension::ordered("n", 6), Dimension::categorical("c", 3)},
      std::move(allowed));
}

const SearchSpace kMixed = mixed();
const UnitPoints kElite = to_row(kMixed.snap({0.5, 0.5, 0.5}));

}  // namespace

TEST_CASE("candidates are snapped, half of them near the good points") {
  const UnitPoints points = candidate_points(kMixed, kElite, 400, 1, 0);
  CHECK(points.rows() == 400);
  for (const Eigen::RowVectorXd one : points.rowwise()) {
    CHECK(to_unit_point(one) == kMixed.snap(to_unit_point(one)));
  }
  const auto near = [](const UnitPoints& some) {
    return ((some.col(0).array() - 0.5).abs() < 0.1).count();
  };
  CHECK(near(points.topRows(200)) <= 50);      // a fifth of the even half
  CHECK(near(points.bottomRows(200)) >= 120);  // most steps are small
  CHECK(candidate_points(kMixed, kElite, 40, 1, 0) == candidate_points(kMixed, kElite, 40, 1, 0));
  CHECK(candidate_points(kMixed, kElite, 40, 1, 0) != candidate_points(kMixed, kElite, 40, 1, 1));
}

TEST_CASE("perturbations reach every category and integer") {
  const UnitPoints near = candidate_points(kMixed, kElite, 400, 1, 0).bottomRows(200);
  std::set<double> integers(near.col(1).begin(), near.col(1).end());
  std::set<double> categories(near.col(2).begin(), near.col(2).end());
  CHECK(integers.size() == 6);
  CHECK(categories.size() == 3);
}

TEST_CASE("without good points all candidates are even") {
  const UnitPoints points = candidate_points(kMixed, UnitPoints(0, 3), 100, 1, 0);
  CHECK((points.col(0).array() < 0.5).count() == doctest::Approx(50).epsilon(0.05));
}

TEST_CASE("a small step on an ordered dimension leaves its cell all the same") {
  // Powers of two up to 1,024 on a logarithmic range: nearly all lies below 1/10 of it.
  const SearchSpace space({Dimension::integer("n", {.low = 1, .high = 1024, .scale = Scale::log})});
  const UnitPoints elite = to_row(space.snap({0.5}));
  const UnitPoints near = candidate_points(space, elite, 200, 1, 0).bottomRows(100);
  CHECK((near.array() != elite(0, 0)).all());
}

TEST_CASE("forbidden points are no candidates, and no neighbours") {
  const SearchSpace half = mixed([](const UnitPoint& x) { return x[0] < 0.5 && x[1] < 0.5; });
  const UnitPoints points = candidate_points(half, to_row(half.snap({0.2, 0.3, 0.5})), 100, 1, 0);
  CHECK(points.rows() == 100);
  CHECK((points.leftCols(2).array() < 0.5).all());
  CHECK(discrete_neighbours(half, to_row(half.snap({0.2, 0.4, 0.5}))).rows() == 3);
  const SearchSpace nothing = mixed([](const UnitPoint&) { return false; });
  CHECK(candidate_points(nothing, kElite, 10, 1, 0).rows() == 0);
}

TEST_CASE("discrete neighbours: the next ordered values and every other category") {
  const UnitPoints all = discrete_neighbours(kMixed, Eigen::RowVector3d(0.3, 1 / 12.0, 0.5));
  REQUIRE(all.rows() == 3);
  CHECK(all.row(0).isApprox(Eigen::RowVector3d(0.3, 0.25, 0.5)));
  CHECK(all.row(1).isApprox(Eigen::RowVector3d(0.3, 1 / 12.0, 1 / 6.0)));
  CHECK(all.row(2).isApprox(Eigen::RowVector3d(0.3, 1 / 12.0, 5 / 6.0)));
}

}  // namespace candidate_points_test
