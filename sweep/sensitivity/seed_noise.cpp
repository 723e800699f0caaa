#include "sweep/sensitivity/seed_noise.h"

#include <algorithm>
#include <cmath>

namespace servesweep::sweep {

double seed_noise_share(const Eigen::MatrixXd& values) {
  const auto points = static_cast<double>(values.rows());
  const auto seeds = static_cast<double>(values.cols());
  if (values.rows() < 2 || values.cols() < 2) return std::nan("");
  const double mean = values.mean();
  const Eigen::VectorXd of_points = values.rowwise().mean();
  const Eigen::RowVectorXd of_seeds = values.colwise().mean();
  const Eigen::ArrayXXd rest = ((values.colwise() - of_points).rowwise() - of_seeds).array() + mean;
  const double variance = (of_points.array() - mean).square().sum() / (points - 1);
  if (!(variance > 0)) return std::nan("");
  const double chance = rest.square().sum() / ((points - 1) * (seeds - 1)) / seeds;
  return std::min(1.0, chance / variance);
}

}  // namespace servesweep::sweep
