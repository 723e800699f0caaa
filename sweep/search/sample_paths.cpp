#include "sweep/search/sample_paths.h"

#include <algorithm>
#include <cmath>

#include "engine/base/contract.h"

namespace servesweep::sweep {
namespace {

/// Variance, relative to the signal, that a known point keeps so that solving stays possible.
constexpr double kKnownVariance = 1e-8;

}  // namespace

SamplePaths::SamplePaths(const GaussianProcess& process, const UnitPoints& known,
                         const Eigen::MatrixXd& half, const Eigen::MatrixXd& normal)
    : kernel_(process.kernel()),
      seen_(process.sightings().values.size()),
      points_(seen_ + known.rows(), process.sightings().points.cols()),
      mean_(process.mean()) {
  const Eigen::Index count = known.rows();
  SERVESWEEP_EXPECT(normal.rows() == count && half.cols() == count);
  points_.topRows(seen_) = process.sightings().points;
  cholesky_.setZero(seen_ + count, seen_ + count);
  cholesky_.topLeftCorner(seen_, seen_) = process.cholesky();
  whitened_.resize(seen_ + count, normal.cols());
  whitened_.topRows(seen_).colwise() = process.half_residuals();
  known_values_.resize(count, normal.cols());
  if (count == 0) return;
  points_.bottomRows(count) = known;
  Eigen::MatrixXd covariance = kernel_.lower_covariance(known);
  covariance.selfadjointView<Eigen::Lower>().rankUpdate(half.transpose(), -1);
  covariance.diagonal().array() += kKnownVariance * kernel_.signal_variance();
  const Eigen::MatrixXd factor = sure_cholesky(std::move(covariance));
  cholesky_.bottomLeftCorner(count, seen_) = half.transpose();
  cholesky_.bottomRightCorner(count, count) = factor;
  whitened_.bottomRows(count) = normal;
  known_values_.noalias() = factor.triangularView<Eigen::Lower>() * normal;
  known_values_.colwise() += process.from_half(half).mean;
}

SamplePaths::Forecast SamplePaths::forecast(const UnitPoints& points,
                                            const Eigen::MatrixXd& half) const {
  const Eigen::Index count = points_.rows() - seen_;
  Forecast result;
  result.half.resize(points_.rows(), points.rows());
  result.half.topRows(seen_) = half;
  if (count > 0) {
    Eigen::MatrixXd rest = kernel_.covariance(points_.bottomRows(count), points);
    rest.noalias() -= cholesky_.bottomLeftCorner(count, seen_) * half;
    cholesky_.bottomRightCorner(count, count).triangularView<Eigen::Lower>().solveInPlace(rest);
    result.half.bottomRows(count) = rest;
  }
  result.mean = (whitened_.transpose() * result.half).array() + mean_;
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
  forecast.mean.noalias() += whitened_.row(n).transpose() * added;
  forecast.variance.array() -= added.transpose().array().square();
  forecast.half.conservativeResize(n + 1, Eigen::NoChange);
  forecast.half.row(n) = added;
}

SamplePaths::At SamplePaths::at(const Eigen::RowVectorXd& x) const {
  At result;
  result.x = x;
  result.covariance = kernel_.column(points_, x);
  result.half = result.covariance.covariance;
  cholesky_.triangularView<Eigen::Lower>().solveInPlace(result.half);
  result.mean = (whitened_.transpose() * result.half).array() + mean_;
  const double own = kernel_.signal_variance();
  result.deviation = std::sqrt(std::max(own - result.half.squaredNorm(), kKnownVariance * own));
  return result;
}

Eigen::VectorXd SamplePaths::slope(const At& at, const Eigen::VectorXd& mean_weights,
                                   double deviation_weight) const {
  Eigen::VectorXd by_covariance =
      whitened_ * mean_weights - deviation_weight / at.deviation * at.half;
  cholesky_.transpose().triangularView<Eigen::Upper>().solveInPlace(by_covariance);
  return kernel_.slope(points_, at.x, at.covariance).transpose() * by_covariance;
}

void SamplePaths::learn(const At& at, const Eigen::VectorXd& values) {
  const Eigen::Index n = points_.rows();
  SERVESWEEP_EXPECT(at.half.size() == n);
  last_half_ = at.half;
  const double own = kernel_.signal_variance() * (1 + kKnownVariance);
  last_pivot_ = std::sqrt(std::max(own - last_half_.squaredNorm(), kKnownVariance * own));
  whitened_.conservativeResize(n + 1, Eigen::NoChange);
  whitened_.row(n) = (values - at.mean).transpose() / last_pivot_;
  cholesky_.conservativeResizeLike(Eigen::MatrixXd::Zero(n + 1, n + 1));
  cholesky_.row(n).head(n) = last_half_.transpose();
  cholesky_(n, n) = last_pivot_;
  points_.conservativeResize(n + 1, Eigen::NoChange);
  points_.row(n) = at.x;
}

}  // namespace servesweep::sweep
