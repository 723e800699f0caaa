#include "sweep/search/box_decomposition.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "tests/sweep/search/sobol_table.h"

namespace box_decomposition_test {

using namespace servesweep::sweep;

namespace {

/// Volume dominated within the unit cube, by inclusion and exclusion over all subsets.
double slow_hypervolume(const Eigen::MatrixXd& points) {
  double total = 0;
  for (unsigned subset = 1; subset < (1U << points.rows()); ++subset) {
    Eigen::ArrayXd corner = Eigen::ArrayXd::Zero(points.cols());
    int members = 0;
    for (Eigen::Index i = 0; i < points.rows(); ++i) {
      if ((subset >> i & 1U) == 0) continue;
      corner = corner.max(points.row(i).transpose().array());
      ++members;
    }
    total += (members % 2 == 1 ? 1 : -1) * (1 - corner).max(0.0).prod();
  }
  return total;
}

Eigen::MatrixXd with(const Eigen::MatrixXd& points, const Eigen::RowVectorXd& y) {
  Eigen::MatrixXd result(points.rows() + 1, points.cols());
  result << points, y;
  return result;
}

}  // namespace

TEST_CASE("the improvement is the difference of hypervolumes") {
  for (const Eigen::Index objectives : {1, 2, 3}) {
    for (std::uint64_t trial = 0; trial < 10; ++trial) {
      CAPTURE(objectives);
      CAPTURE(trial);
      Eigen::MatrixXd points = sobol_table(trial, 0, 7, objectives) * 1.1;
      points.row(6) = points.row(5);  // a tie
      points(4, 0) = points(3, 0);
      const BoxDecomposition boxes(points, Eigen::VectorXd::Ones(objectives));
      const Eigen::MatrixXd queries = sobol_table(trial, 1, 12, objectives) * 1.2;
      for (const Eigen::RowVectorXd y : queries.rowwise()) {
        const double gain = slow_hypervolume(with(points, y)) - slow_hypervolume(points);
        CHECK(boxes.improvement(y.data(), 0) == doctest::Approx(gain).epsilon(1e-9));
      }
    }
  }
}

TEST_CASE("without points everything below the reference is free") {
  const double y[]{0.5, 0.25, -1};
  const Eigen::MatrixXd none(0, 3);
  CHECK(BoxDecomposition(none, Eigen::Vector3d::Ones()).improvement(y, 0) ==
        doctest::Approx(0.5 * 0.75 * 2));
}

TEST_CASE("the smoothed improvement is close to the exact one, and positive where that is 0") {
  Eigen::MatrixXd points(2, 2);
  points << 0.2, 0.6, 0.6, 0.2;
  const BoxDecomposition boxes(points, Eigen::Vector2d::Ones());
  const double good[]{0.3, 0.3}, bad[]{0.9, 0.9}, worse[]{2, 2};
  CHECK(boxes.improvement(good, 1e-4) == doctest::Approx(boxes.improvement(good, 0)).epsilon(1e-3));
  CHECK(boxes.improvement(bad, 0) == 0);
  CHECK(boxes.improvement(bad, 1e-4) > boxes.improvement(worse, 1e-4));
  CHECK(boxes.improvement(worse, 1e-4) > 0);
}

TEST_CASE("the gradient equals finite differences") {
  for (const Eigen::Index objectives : {1, 2, 3}) {
    const BoxDecomposition boxes(sobol_table(4, 0, 6, objectives),
                                 Eigen::VectorXd::Ones(objectives));
    const Eigen::MatrixXd queries = sobol_table(4, 1, 8, objectives);
    for (Eigen::RowVectorXd y : queries.rowwise()) {
      double gradient[3];
      const double value = boxes.improvement(y.data(), 0.05, gradient);
      CHECK(value == doctest::Approx(boxes.improvement(y.data(), 0.05)));
      for (Eigen::Index m = 0; m < objectives; ++m) {
        Eigen::RowVectorXd up = y, down = y;
        up[m] += 1e-6;
        down[m] -= 1e-6;
        const double rise = boxes.improvement(up.data(), 0.05);
        const double difference = (rise - boxes.improvement(down.data(), 0.05)) / 2e-6;
        CHECK(gradient[m] == doctest::Approx(difference).epsilon(1e-5));
      }
    }
  }
}

TEST_CASE("non-dominated rows: the best, and of equal rows the first") {
  Eigen::MatrixXd points(5, 2);
  points << 1, 3, 2, 2, 2, 2, 2, 3, 3, 1;
  CHECK(non_dominated_rows(points) == std::vector<Eigen::Index>{0, 1, 4});
}

}  // namespace box_decomposition_test
