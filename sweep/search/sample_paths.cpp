#include "sweep/search/sample_paths.h"

#include <algorithm>
#include <cmath>

#include "engine/base/contract.h"

namespace servesweep::sweep {
namespace {

/// Variance, relative to the signal, that a known point keeps so that solving stays possible.
constexpr double kKnownVariance = 1e-8;

auto lower(const Eigen::MatrixXd& cholesky) {
  return cholesky.triangularView<Eigen::Lower>();
}

auto upper(const Eigen::MatrixXd& cholesky) {
  return cholesky.transpose().triangularView<Eigen::Upper>();
}

}  // namespace

SamplePaths::SamplePaths(const GaussianProcess& process, const std::vector<Eigen::Index>& known,
                         const Eigen::MatrixXd& normal)
    : kernel_(process.kernel()), points_(process.sightings().points), mean_(process.mean()) {
  SERVESWEEP_EXPECT(normal.rows() == static_cast<Eigen::Index>(known.size()));
  const Sightings& seen = process.sightings();
  Eigen::MatrixXd values = seen.values.replicate(1, normal.cols());
  Eigen::VectorXd noise = seen.variances.array() + process.noise_variance();
  if (!known.empty()) {
    known_values_ = process.joint_samples(points_(known, Eigen::all), normal);
    values(known, Eigen::all) = known_values_;
    noise(known).array() = kKnownVariance * kernel_.signal_variance();
  }
  Eigen::MatrixXd covariance = kernel_.covariance(points_, points_);
  covariance.diagonal() += noise;
  cholesky_ = sure_cholesky(std::move(covariance));
  alpha_ = values.array() - mean_;
  lower(cholesky_).solveInPlace(alpha_);
  upper(cholesky_).solveInPlace(alpha_);
}

SamplePaths::Forecast SamplePaths::forecast(const UnitPoints& points) const {
  Forecast result;
  result.half = kernel_.covariance(points_, points);
  result.mean = (alpha_.transpose() * result.half).array() + mean_;
  lower(cholesky_).solveInPlace(result.half);
  result.variance =
      kernel_.signal_variance() - result.half.colwise().squaredNorm().transpose().array();
  return result;
}

void SamplePaths::refresh(Forecast& forecast, const UnitPoints& points) const {
  const Eigen::Index n = forecast.half.rows();
  SERVESWEEP_EXPECT(n == last_half_.size());
  const Eigen::RowVectorXd added = (kernel_.covariance(points_.bottomRows(1), points).row(0) -
                                    last_half_.transpose() * forecast.half) /
                                   last_pivot_;
  forecast.mean.noalias() += last_shift_ * added;
  forecast.variance.array() -= added.transpose().array().square();
  forecast.half.conservativeResize(n + 1, Eigen::NoChange);
  forecast.half.row(n) = added;
}

SamplePaths::At SamplePaths::at(const Eigen::RowVectorXd& x) const {
  At result;
  result.x = x;
  result.half = kernel_.covariance(points_, UnitPoints(x)).col(0);
  result.mean = (alpha_.transpose() * result.half).array() + mean_;
  lower(cholesky_).solveInPlace(result.half);
  const double own = kernel_.signal_variance();
  result.deviation = std::sqrt(std::max(own - result.half.squaredNorm(), kKnownVariance * own));
  result.weights = upper(cholesky_).solve(result.half);
  return result;
}

Eigen::VectorXd SamplePaths::slope(const At& at, const Eigen::VectorXd& mean_weights,
                                   double deviation_weight) const {
  const Eigen::VectorXd by_covariance =
      alpha_ * mean_weights - deviation_weight / at.deviation * at.weights;
  return kernel_.slope(points_, at.x).transpose() * by_covariance;
}

void SamplePaths::learn(const At& at, const Eigen::VectorXd& values) {
  const Eigen::Index n = points_.rows();
  SERVESWEEP_EXPECT(at.half.size() == n);
  last_half_ = at.half;
  const double own = kernel_.signal_variance() * (1 + kKnownVariance);
  last_pivot_ = std::sqrt(std::max(own - last_half_.squaredNorm(), kKnownVariance * own));
  last_shift_ = (values - at.mean) / last_pivot_;
  const Eigen::RowVectorXd newest = last_shift_.transpose() / last_pivot_;
  alpha_.noalias() -= at.weights * newest;
  alpha_.conservativeResize(n + 1, Eigen::NoChange);
  alpha_.row(n) = newest;
  cholesky_.conservativeResizeLike(Eigen::MatrixXd::Zero(n + 1, n + 1));
  cholesky_.row(n).head(n) = last_half_.transpose();
  cholesky_(n, n) = last_pivot_;
  points_.conservativeResize(n + 1, Eigen::NoChange);
  points_.row(n) = at.x;
}

}  // namespace servesweep::sweep
