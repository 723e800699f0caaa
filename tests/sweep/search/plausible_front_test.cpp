#include "sweep/search/plausible_front.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace plausible_front_test {

using namespace servesweep::sweep;

namespace {

/// A model of these values at evenly spaced points, nearly without noise.
Surrogate model(const Eigen::VectorXd& values) {
  Surrogate result(DimensionKinds(1), Surrogate::Curve::identity);
  const UnitPoints points = Eigen::VectorXd::LinSpaced(values.size(), 0, 1);
  result.fit({points, values, Eigen::VectorXd::Zero(values.size())});
  return result;
}

Eigen::VectorXd line(double first, double last) {
  return Eigen::VectorXd::LinSpaced(6, first, last);
}

}  // namespace

TEST_CASE("of noiseless values the Pareto set is plausible and nothing else") {
  // The first objective falls to the fourth point and rises again; the second rises.
  Eigen::VectorXd valley(6);
  valley << 9, 4, 1, 0, 1, 4;
  const std::vector<Surrogate> objectives{model(valley), model(line(0, 5))};
  const PlausibleFront front = plausible_front(objectives, {}, 10);
  CHECK(front.drawn == std::vector<Eigen::Index>{0, 1, 2, 3});
  CHECK(front.settled.empty());
}

TEST_CASE("what is left over by the limit is settled if nothing dominates it") {
  const std::vector<Surrogate> objectives{model(line(5, 0)), model(line(0, 5))};
  CHECK(plausible_front(objectives, {}, 10).drawn.size() == 6);
  const PlausibleFront front = plausible_front(objectives, {}, 2);
  CHECK(front.drawn.size() == 2);
  CHECK(front.settled.size() == 4);
  for (const Eigen::Index row : front.settled) {
    CHECK(std::ranges::find(front.drawn, row) == front.drawn.end());
  }
}

TEST_CASE("the most uncertain points are drawn, the others are settled") {
  std::vector<Surrogate> objectives;
  for (const bool falls : {false, true}) {
    Surrogate& one = objectives.emplace_back(DimensionKinds(1), Surrogate::Curve::identity);
    const Eigen::VectorXd points = Eigen::VectorXd::LinSpaced(6, 0, 1);
    Eigen::VectorXd variances = Eigen::VectorXd::Constant(6, 1e-6);
    variances[3] = 0.01;
    one.fit({points, falls ? line(5, 0) : line(0, 5), variances});
  }
  CHECK(plausible_front(objectives, {}, 1).drawn == std::vector<Eigen::Index>{3});
}

TEST_CASE("what is surely infeasible neither counts nor beats anything") {
  const std::vector<Surrogate> objectives{model(line(0, 5))};
  const std::vector<Surrogate> constraints{model(line(3, -7))};  // holds from the third point on
  const std::vector<Eigen::Index> front = plausible_front(objectives, constraints, 10).drawn;
  REQUIRE(front.size() == 1);
  CHECK(front[0] == 2);
}

}  // namespace plausible_front_test
