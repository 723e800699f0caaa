#include "sweep/search/sample_paths.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/contract.h"

namespace servesweep::sweep {
namespace {

/// Variance, relative to the signal, that a known point keeps so that solving stays possible.
constexpr double kKnownVariance = 1e-8;

}  // namespace

SamplePaths::SamplePaths(const GaussianProcess& process, const UnitPoints& known,
                         const Eigen::MatrixXd& half, Eigen::MatrixXd normal)
    : process_(&process),
      residuals_(process.half_residuals()),
      known_(known.rows() > 0 ? known : UnitPoints(0, process.sightings().points.cols())),
      known_half_(half),
      whitened_(std::move(normal)) {
  const Eigen::Index count = known.rows();
  SERVESWEEP_EXPECT(whitened_.rows() == count && half.cols() == count);
  known_values_.resize(count, whitened_.cols());
  factor_.resize(count, count);
  if (count == 0) return;
  Eigen::MatrixXd covariance = kernel().lower_covariance(known);
  covariance.selfadjointView<Eigen::Lower>().rankUpdate(half.transpose(), -1);
  covariance.diagonal().array() += kKnownVariance * kernel().signal_variance();
  factor_ = sure_cholesky(std::move(covariance));
  known_values_.noalias() = lower_half(factor_) * whitened_;
  known_values_.colwise() += process.from_half(half).mean;
}

SamplePaths::Forecast SamplePaths::forecast(const UnitPoints& points, const Eigen::MatrixXd& half,
                                            Eigen::Index paths) const {
  Forecast result;
  result.seen_half = half;
  result.mean.resize(std::min(paths, whitened_.cols()), points.rows());
  result.mean.rowwise() = (residuals_.transpose() * half).eval();
  result.mean.array() += process_->mean();
  result.variance = kernel().signal_variance() - half.colwise().squaredNorm().transpose().array();
  result.known_half.resize(known_.rows(), points.rows());
  if (known_.rows() == 0) return result;
  result.known_half = kernel().covariance(known_, points);
  result.known_half.noalias() -= known_half_.transpose() * half;
  lower_half(factor_).solveInPlace(result.known_half);
  result.mean.noalias() += whitened_.leftCols(result.mean.rows()).transpose() * result.known_half;
  result.variance -= result.known_half.colwise().squaredNorm().transpose();
  return result;
}

void SamplePaths::refresh(Forecast& forecast, const UnitPoints& points) const {
  const Eigen::Index last = known_.rows() - 1;
  SERVESWEEP_EXPECT(forecast.known_half.rows() == last);
  Eigen::RowVectorXd added = kernel().covariance(known_.bottomRows(1), points).row(0);
  added.noalias() -= known_half_.col(last).transpose() * forecast.seen_half;
  added.noalias() -= factor_.row(last).head(last) * forecast.known_half;
  added /= factor_(last, last);
  forecast.mean.noalias() += whitened_.row(last).head(forecast.mean.rows()).transpose() * added;
  forecast.variance.array() -= added.transpose().array().square();
  forecast.known_half.conservativeResize(last + 1, Eigen::NoChange);
  forecast.known_half.row(last) = added;
}

SamplePaths::At SamplePaths::at(const Eigen::RowVectorXd& x) const {
  At result;
  result.x = x;
  result.seen = kernel().column(seen(), x);
  result.known = kernel().column(known_, x);
  result.seen_half = result.seen.covariance;
  lower_half(process_->cholesky()).solveInPlace(result.seen_half);
  result.known_half = result.known.covariance;
  result.known_half.noalias() -= known_half_.transpose() * result.seen_half;
  lower_half(factor_).solveInPlace(result.known_half);
  result.mean = (whitened_.transpose() * result.known_half).array() +
                (process_->mean() + residuals_.dot(result.seen_half));
  const double own = kernel().signal_variance();
  const double rest = own - result.seen_half.squaredNorm() - result.known_half.squaredNorm();
  result.deviation = std::sqrt(std::max(rest, kKnownVariance * own));
  return result;
}

Eigen::VectorXd SamplePaths::slope(const At& at, const Eigen::VectorXd& mean_weights,
                                   double deviation_weight) const {
  const double by_half = -deviation_weight / at.deviation;
  Eigen::VectorXd by_known = whitened_ * mean_weights + by_half * at.known_half;
  upper_half(factor_).solveInPlace(by_known);
  Eigen::VectorXd by_seen = residuals_ * mean_weights.sum() + by_half * at.seen_half;
  by_seen.noalias() -= known_half_ * by_known;
  upper_half(process_->cholesky()).solveInPlace(by_seen);
  return kernel().slope(seen(), at.x, at.seen).transpose() * by_seen +
         kernel().slope(known_, at.x, at.known).transpose() * by_known;
}

void SamplePaths::learn(const At& at, const Eigen::VectorXd& values) {
  const Eigen::Index count = known_.rows();
  SERVESWEEP_EXPECT(at.known_half.size() == count);
  const double own = kernel().signal_variance() * (1 + kKnownVariance);
  const double rest = own - at.seen_half.squaredNorm() - at.known_half.squaredNorm();
  const double pivot = std::sqrt(std::max(rest, kKnownVariance * own));
  known_.conservativeResize(count + 1, seen().cols());
  known_.row(count) = at.x;
  known_half_.conservativeResize(seen().rows(), count + 1);
  known_half_.col(count) = at.seen_half;
  factor_.conservativeResizeLike(Eigen::MatrixXd::Zero(count + 1, count + 1));
  factor_.row(count).head(count) = at.known_half.transpose();
  factor_(count, count) = pivot;
  whitened_.conservativeResize(count + 1, Eigen::NoChange);
  whitened_.row(count) = (values - at.mean).transpose() / pivot;
}

}  // namespace servesweep::sweep
