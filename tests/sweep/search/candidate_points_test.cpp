#include "sweep/search/candidate_points.h"

#include <doctest/doctest.h>

#include <set>

using namespace servesweep::sweep;

namespace {

const SearchDimensions kMixed{{}, {DimensionKind::integer, 6}, {DimensionKind::categorical, 3}};
const UnitPoints kElite = snapped(kMixed, Eigen::RowVector3d(0.5, 0.5, 0.5));

}  // namespace

TEST_CASE("candidates are snapped, half of them near the good points") {
  const UnitPoints points = candidate_points(kMixed, kElite, 400, 1, 0);
  CHECK(points.rows() == 400);
  CHECK(points == snapped(kMixed, points));
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

TEST_CASE("discrete neighbours: the next integers and every other category") {
  const UnitPoints all = discrete_neighbours(kMixed, Eigen::RowVector3d(0.3, 1 / 12.0, 0.5));
  REQUIRE(all.rows() == 3);
  CHECK(all.row(0).isApprox(Eigen::RowVector3d(0.3, 0.25, 0.5)));
  CHECK(all.row(1).isApprox(Eigen::RowVector3d(0.3, 1 / 12.0, 1 / 6.0)));
  CHECK(all.row(2).isApprox(Eigen::RowVector3d(0.3, 1 / 12.0, 5 / 6.0)));
}
