#include "sweep/sensitivity/sobol_indices.h"

#include <cmath>

#include "engine/base/contract.h"

namespace servesweep::sweep {
namespace {

/// Mean square of the distance from a number.
double variance_around(const Eigen::ArrayXd& values, double around) {
  return (values - around).square().mean();
}

}  // namespace

SobolIndices sobol_indices(const Eigen::MatrixXd& table) {
  SERVESWEEP_EXPECT(table.rows() >= 2 && table.cols() >= 3);
  const Eigen::ArrayXd a = table.col(0), b = table.col(1);
  const Eigen::Index factors = table.cols() - 2;
  SobolIndices indices{Eigen::VectorXd::Constant(factors, std::nan("")), {}};
  indices.total = indices.first;
  if (!(table.maxCoeff() > table.minCoeff())) return indices;
  for (Eigen::Index i = 0; i < factors; ++i) {
    const Eigen::ArrayXd moved = table.col(i + 2);
    const double all = (a.mean() + b.mean() + moved.mean()) / 3;
    const double variance =
        (variance_around(a, all) + variance_around(b, all) + variance_around(moved, all)) / 3;
    const double both = (a.mean() + moved.mean()) / 2;
    const double own_variance = (variance_around(a, both) + variance_around(moved, both)) / 2;
    const double first = ((b - all) * (moved - a)).mean();
    const double total = (moved - a).square().mean() / 2;
    indices.first[i] = first == 0 ? 0 : first / variance;
    indices.total[i] = total == 0 ? 0 : total / own_variance;
  }
  return indices;
}

}  // namespace servesweep::sweep
