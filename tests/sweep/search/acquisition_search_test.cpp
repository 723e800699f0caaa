#include "sweep/search/acquisition_search.h"

#include <doctest/doctest.h>

#include "sweep/search/candidate_points.h"
#include "sweep/search/quasi_random.h"

using namespace servesweep::sweep;

namespace {

const std::vector<Surrogate> kNoConstraints;
const SearchDimensions kMixed{{}, {DimensionKind::integer, 5}};
constexpr SearchEffort kEffort{40, 16, 2, 20};

/// A valley with its bottom at (0.3, fourth cell).
std::vector<Surrogate> valley() {
  const UnitPoints x =
      snapped(kMixed, shifted_sobol(4, servesweep::engine::StreamPurpose("test"), 0, 14, 2));
  Surrogate model(kMixed, Surrogate::Curve::identity);
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
  AcquisitionSearch search(kMixed, gain, candidates, kEffort);
  const Eigen::RowVectorXd x = search.next(PointSet(kMixed));
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
  AcquisitionSearch search(kMixed, gain, one, kEffort);
  const Eigen::RowVectorXd x = search.next(PointSet(kMixed));
  CHECK(x[0] == doctest::Approx(0.3).epsilon(0.1));
  CHECK(x[1] == doctest::Approx(0.7));
}

TEST_CASE("points of a batch differ, and used ones are left out") {
  const SearchDimensions cells{{DimensionKind::integer, 4}};
  Surrogate model(cells, Surrogate::Curve::identity);
  model.fit({Eigen::Vector2d(0.125, 0.875), Eigen::Vector2d(0, 1), Eigen::Vector2d::Zero()});
  const std::vector<Surrogate> models{model};
  NoisyImprovement gain(models, kNoConstraints, settings());
  UnitPoints all(4, 1);
  all << 0.125, 0.375, 0.625, 0.875;
  AcquisitionSearch search(cells, gain, all, kEffort);
  PointSet used(cells);
  used.insert(all.row(0));
  used.insert(all.row(3));
  for (int i = 0; i < 2; ++i) {
    const Eigen::RowVectorXd x = search.next(used);
    REQUIRE(x.size() == 1);
    CHECK(used.insert(x));
    search.learn(x);
  }
  CHECK(search.next(used).size() == 0);
}
