#include "sweep/sensitivity/sobol_indices.h"

#include <limits>

#include "engine/base/contract.h"

namespace servesweep::sweep {

SobolIndices sobol_indices(const Eigen::MatrixXd& table) {
  SERVESWEEP_EXPECT(table.rows() >= 2 && table.cols() >= 3);
  const auto base = table.leftCols(2);
  const double mean = base.mean();
  const auto factors = table.rightCols(table.cols() - 2);
  const Eigen::ArrayXd b = base.col(1).array() - mean;
  const Eigen::ArrayXXd moved = factors.array().colwise() - base.col(0).array();
  SobolIndices indices;
  indices.variance = (base.array() - mean).square().sum() / static_cast<double>(base.size() - 1);
  if (!(indices.variance > 0)) {
    indices.first.setConstant(factors.cols(), std::numeric_limits<double>::quiet_NaN());
    indices.total = indices.first;
    return indices;
  }
  indices.first = (moved.colwise() * b).colwise().mean().transpose() / indices.variance;
  indices.total = moved.square().colwise().mean().transpose() / (2 * indices.variance);
  return indices;
}

}  // namespace servesweep::sweep
