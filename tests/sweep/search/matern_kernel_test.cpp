#include "sweep/search/matern_kernel.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/sweep/search/sobol_table.h"

namespace matern_kernel_test {

using namespace servesweep::sweep;

namespace {

using Kind = Dimension::Kind;
const DimensionKinds kMixed{Kind::real, Kind::ordered, Kind::categorical};

Eigen::VectorXd parameters() {
  return Eigen::Vector4d(std::log(0.5), std::log(0.8), std::log(2.0), std::log(3.0));
}

/// The categories are thirds of the unit interval.
UnitPoints points(Eigen::Index count) {
  UnitPoints table = sobol_table(1, 0, count, 3);
  table.col(2) = ((3 * table.col(2).array()).floor() + 0.5) / 3;
  return table;
}

}  // namespace

TEST_CASE("the covariance is Matérn 5/2 times the categories' share") {
  const MaternKernel kernel(kMixed, parameters());
  const Eigen::RowVector3d a(0.2, 0.1, 0.5), b(0.6, 0.5, 0.9);
  const double r = std::hypot(0.4 / 0.5, 0.4 / 0.8);
  const double smooth = (1 + std::sqrt(5) * r + 5 * r * r / 3) * std::exp(-std::sqrt(5) * r);
  CHECK(kernel.covariance(a, b)(0, 0) == doctest::Approx(3 * smooth * std::exp(-0.5)));
  CHECK(kernel.covariance(a, a)(0, 0) == doctest::Approx(3));
}

TEST_CASE("booleans are categories: how far apart they lie does not matter") {
  const MaternKernel kernel({Kind::boolean}, Eigen::Vector2d(0, 0));
  const UnitPoints one = UnitPoints::Constant(1, 1, 0.25);
  for (const double other : {0.26, 0.75}) {
    CHECK(kernel.covariance(one, UnitPoints::Constant(1, 1, other))(0, 0) ==
          doctest::Approx(std::exp(-1.0)));
  }
  CHECK(kernel.covariance(one, one)(0, 0) == doctest::Approx(1));
}

TEST_CASE("the slope by a real coordinate equals finite differences, the others are 0") {
  const MaternKernel kernel(kMixed, parameters());
  const UnitPoints seen = points(6);
  const Eigen::RowVector3d x(0.37, 0.5, 0.5), step(1e-6, 0, 0);
  const Eigen::MatrixXd slope = kernel.slope(seen, x, kernel.column(seen, x));
  const Eigen::VectorXd difference =
      (kernel.covariance(seen, x + step) - kernel.covariance(seen, x - step)) / 2e-6;
  CHECK(slope.col(0).isApprox(difference, 1e-7));
  CHECK(slope.rightCols(2).isZero());
}

TEST_CASE("the weighted gradient by the parameters equals finite differences") {
  const UnitPoints seen = points(7);
  Eigen::MatrixXd weights = Eigen::MatrixXd::Zero(7, 7);
  for (Eigen::Index i = 0; i < 7; ++i) {
    for (Eigen::Index j = 0; j < 7; ++j) weights(i, j) = std::sin(1.0 + static_cast<double>(i * j));
  }
  const Eigen::VectorXd gradient =
      MaternKernel(kMixed, parameters()).weighted_gradient(seen, weights);
  for (Eigen::Index p = 0; p < 4; ++p) {
    Eigen::VectorXd up = parameters(), down = parameters();
    up[p] += 1e-6;
    down[p] -= 1e-6;
    const double high = MaternKernel(kMixed, up).covariance(seen, seen).cwiseProduct(weights).sum();
    const double low =
        MaternKernel(kMixed, down).covariance(seen, seen).cwiseProduct(weights).sum();
    CHECK(gradient[p] == doctest::Approx((high - low) / 2e-6).epsilon(1e-6));
  }
}

}  // namespace matern_kernel_test
