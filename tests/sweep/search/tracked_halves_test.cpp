#include "sweep/search/tracked_halves.h"

#include <doctest/doctest.h>

#include "tests/sweep/search/sobol_table.h"

namespace servesweep::sweep::tracked_halves_test {
namespace {

GaussianProcess process(double scale) {
  const UnitPoints seen = sobol_table(5, 0, 4, 2);
  return {MaternKernel(DimensionKinds(2), Eigen::Vector3d(scale, scale, 0)),
          0.1,
          {seen, seen.col(0), Eigen::VectorXd::Zero(4)}};
}

}  // namespace

TEST_CASE("old points, new points and dropped ones have the columns of a fresh computation") {
  GaussianProcess growing = process(0);
  TrackedHalves tracked;
  const UnitPoints places = sobol_table(6, 0, 8, 2);
  for (Eigen::Index round = 0; round < 4; ++round) {
    const UnitPoints wanted = places.middleRows(round, 5);
    const Eigen::MatrixXd halves = tracked.at(growing, wanted);
    CHECK((halves - growing.half_at(wanted)).cwiseAbs().maxCoeff() < 1e-12);
    growing.add(Eigen::RowVector2d(0.2 * static_cast<double>(round), 0.4), 1, 0);
  }
  CHECK(tracked.at(growing, UnitPoints(0, 2)).cols() == 0);
  CHECK(tracked.at(growing, places).cols() == 8);
}

TEST_CASE("after a clear() the process may be another one") {
  const GaussianProcess one = process(0), other = process(1);
  TrackedHalves tracked;
  const UnitPoints places = sobol_table(6, 0, 3, 2);
  (void)tracked.at(one, places);
  tracked.clear();
  CHECK(tracked.at(other, places) == other.half_at(places));
}

}  // namespace servesweep::sweep::tracked_halves_test
