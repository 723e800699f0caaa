#include "sweep/search/acquisition_search.h"

#include <doctest/doctest.h>

#include "sweep/search/candidate_points.h"
#include "tests/sweep/search/sobol_table.h"

namespace acquisition_search_test {

using namespace servesweep::sweep;

namespace {

const std::vector<Surrogate> kNoConstraints;
const SearchSpace kMixed({Dimension::real("x"), Dimension::ordered("n", 5)});
constexpr SearchEffort kEffort{40, 16, 2, 20};

/// A valley with its bottom at (0.3, fourth cell).
std::vector<Surrogate> valley() {
  UnitPoints x = sobol_table(4, 0, 14, 2);
  for (auto row : x.rowwise()) row = to_row(kMixed.snap(to_unit_point(row)));
  Surrogate model(kinds_of(kMixed.dimensions()), Surrogate::Curve::identity);
  model.fit({x, (x.col(0).array() - 0.3).square() + (x.col(1).array() - 0.7).square(),
             Eigen::VectorXd::Zero(14)});
  return {model};
}

NoisyImprovement::Settings settings() {
  NoisyImprovement::Settings result;
  result.reference = Eigen::VectorXd::Constant(1, 0.5);
  result.ideal = Eigen::VectorXd::Zero(1);
  return result;
}

}  // namespace

TEST_CASE("the search ends higher than every candidate, at the bottom of the valley") {
  const std::vector<Surrogate> models = valley();
  NoisyImprovement gain(models, kNoConstraints, settings());
  const UnitPoints candidates = candidate_points(kMixed, UnitPoints(0, 2), 40, 1, 0);
  const FreshPoints fresh(kMixed, 1);
  AcquisitionSearch search(fresh, gain, candidates, kEffort);
  const Eigen::RowVectorXd x = search.next();
  for (const Eigen::RowVectorXd other : candidates.rowwise()) {
    CHECK(gain.value(x) >= gain.value(other));
  }
  CHECK(x[0] == doctest::Approx(0.3).epsilon(0.1));
  CHECK(x[1] == doctest::Approx(0.7));
}

TEST_CASE("neighbours are tried where no candidate is") {
  const std::vector<Surrogate> models = valley();
  NoisyImprovement gain(models, kNoConstraints, settings());
  UnitPoints one(1, 2);
  one << 0.9, 0.1;
  const FreshPoints fresh(kMixed, 1);
  AcquisitionSearch search(fresh, gain, one, kEffort);
  const Eigen::RowVectorXd x = search.next();
  CHECK(x[0] == doctest::Approx(0.3).epsilon(0.1));
  CHECK(x[1] == doctest::Approx(0.7));
}

TEST_CASE("points of a batch differ, and used ones are left out") {
  const SearchSpace cells({Dimension::ordered("n", 4)});
  Surrogate model(kinds_of(cells.dimensions()), Surrogate::Curve::identity);
  model.fit({Eigen::Vector2d(0.125, 0.875), Eigen::Vector2d(0, 1), Eigen::Vector2d::Zero()});
  const std::vector<Surrogate> models{model};
  NoisyImprovement gain(models, kNoConstraints, settings());
  UnitPoints all(4, 1);
  all << 0.125, 0.375, 0.625, 0.875;
  FreshPoints fresh(cells, 1);
  AcquisitionSearch search(fresh, gain, all, kEffort);
  (void)fresh.take({0.125});
  (void)fresh.take({0.875});
  for (int i = 0; i < 2; ++i) {
    const Eigen::RowVectorXd x = search.next();
    REQUIRE(x.size() == 1);
    REQUIRE(fresh.is_fresh(to_unit_point(x)));
    (void)fresh.take(to_unit_point(x));
    search.learn(x);
  }
  CHECK(search.next().size() == 0);
}

TEST_CASE("where the bottom of the valley is forbidden, the search ends on its allowed side") {
  const SearchSpace right({Dimension::real("x"), Dimension::ordered("n", 5)},
                          [](const UnitPoint& x) { return x[0] >= 0.4; });
  const std::vector<Surrogate> models = valley();
  NoisyImprovement gain(models, kNoConstraints, settings());
  UnitPoints one(1, 2);
  one << 0.9, 0.1;
  const FreshPoints fresh(right, 1);
  AcquisitionSearch search(fresh, gain, one, kEffort);
  const Eigen::RowVectorXd x = search.next();
  CHECK(x[0] >= 0.4);
  CHECK(x[0] < 0.65);  // halfway from the start to the bottom is 0.6
}

}  // namespace acquisition_search_test
