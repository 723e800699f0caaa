#include "sweep/search/gaussian_process.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <cmath>
#include <utility>

#include "engine/base/contract.h"

namespace servesweep::sweep {
namespace {

/// The inverse of a lower triangle, by blocks of columns: nothing is above the diagonal, which
/// spares two thirds of the work.
Eigen::MatrixXd lower_inverse(const Eigen::MatrixXd& cholesky) {
  constexpr Eigen::Index kBlock = 32;
  const Eigen::Index n = cholesky.rows();
  Eigen::MatrixXd inverse = Eigen::MatrixXd::Identity(n, n);
  for (Eigen::Index first = 0; first < n; first += kBlock) {
    const Eigen::Index width = std::min(kBlock, n - first), below = n - first;
    auto block = inverse.block(first, first, below, width);
    cholesky.bottomRightCorner(below, below).triangularView<Eigen::Lower>().solveInPlace(block);
  }
  return inverse;
}

}  // namespace

Eigen::MatrixXd sure_cholesky(Eigen::MatrixXd covariance) {
  const double scale = covariance.diagonal().mean();
  for (double extra = 0;; extra = extra == 0 ? 1e-10 : extra * 10) {
    covariance.diagonal().array() += extra * scale;
    const Eigen::LLT<Eigen::MatrixXd> factor(covariance);
    if (factor.info() == Eigen::Success) return factor.matrixL();
    SERVESWEEP_EXPECT(extra < 1e6);
  }
}

GaussianProcess::GaussianProcess(MaternKernel kernel, double noise_variance, Sightings sightings)
    : kernel_(std::move(kernel)),
      noise_variance_(noise_variance),
      sightings_(std::move(sightings)) {
  SERVESWEEP_EXPECT(sightings_.points.rows() >= 1);
  Eigen::MatrixXd covariance = kernel_.lower_covariance(sightings_.points);
  covariance.diagonal() += sightings_.variances;
  covariance.diagonal().array() += noise_variance_;
  cholesky_ = sure_cholesky(std::move(covariance));
  half_values_ = lower_half(cholesky_).solve(sightings_.values);
  half_ones_ = lower_half(cholesky_).solve(Eigen::VectorXd::Ones(sightings_.values.size()));
  solve_mean();
}

void GaussianProcess::solve_mean() {
  mean_ = half_ones_.dot(half_values_) / half_ones_.squaredNorm();
  alpha_ = upper_half(cholesky_).solve(half_values_ - mean_ * half_ones_);
}

void GaussianProcess::add(const Eigen::RowVectorXd& point, double value, double variance) {
  const Eigen::Index n = sightings_.values.size();
  const Eigen::VectorXd half =
      lower_half(cholesky_).solve(kernel_.covariance(sightings_.points, UnitPoints(point)).col(0));
  const double own = kernel_.signal_variance() + noise_variance_ + variance;
  // A point on top of another leaves nothing but rounding.
  const double pivot = std::sqrt(std::max(own - half.squaredNorm(), 1e-10 * own));
  if (inverse_diagonal_.size() > 0) {  // by the inverse of a matrix with one more row and column
    inverse_diagonal_.conservativeResize(n + 1);
    inverse_diagonal_.head(n) += (upper_half(cholesky_).solve(half) / pivot).cwiseAbs2();
    inverse_diagonal_[n] = 1 / (pivot * pivot);
  }
  cholesky_.conservativeResizeLike(Eigen::MatrixXd::Zero(n + 1, n + 1));
  cholesky_.row(n).head(n) = half.transpose();
  cholesky_(n, n) = pivot;
  const auto append = [n](Eigen::VectorXd& vector, double last) {
    vector.conservativeResize(n + 1);
    vector[n] = last;
  };
  append(half_values_, (value - half.dot(half_values_)) / pivot);
  append(half_ones_, (1 - half.dot(half_ones_)) / pivot);
  append(sightings_.values, value);
  append(sightings_.variances, variance);
  sightings_.points.conservativeResize(n + 1, Eigen::NoChange);
  sightings_.points.row(n) = point;
  solve_mean();
}

Belief GaussianProcess::at(const UnitPoints& points) const {
  return from_half(half_at(points));
}

Eigen::MatrixXd GaussianProcess::half_at(const UnitPoints& points) const {
  Eigen::MatrixXd half = kernel_.covariance(sightings_.points, points);
  lower_half(cholesky_).solveInPlace(half);
  return half;
}

void GaussianProcess::extend_half(Eigen::MatrixXd& half, const UnitPoints& points) const {
  const Eigen::Index old = half.rows(), n = sightings_.values.size();
  if (old == n) return;
  half.conservativeResize(n, Eigen::NoChange);
  half.bottomRows(n - old) = kernel_.covariance(sightings_.points.bottomRows(n - old), points);
  for (Eigen::Index row = old; row < n; ++row) {
    half.row(row) -= cholesky_.row(row).head(row) * half.topRows(row);
    half.row(row) /= cholesky_(row, row);
  }
}

Belief GaussianProcess::from_half(const Eigen::MatrixXd& half) const {
  Belief belief;
  belief.mean = (half.transpose() * half_residuals()).array() + mean_;
  belief.variance = (kernel_.signal_variance() - half.colwise().squaredNorm().array())
                        .max(0.0)
                        .matrix()
                        .transpose();
  return belief;
}

Belief GaussianProcess::at_sightings() const {
  if (inverse_diagonal_.size() == 0) {
    inverse_diagonal_ = lower_inverse(cholesky_).colwise().squaredNorm().transpose();
  }
  const Eigen::ArrayXd noise = sightings_.variances.array() + noise_variance_;
  return {sightings_.values.array() - noise * alpha_.array(),
          (noise - noise.square() * inverse_diagonal_.array()).max(0.0)};
}

Eigen::VectorXd GaussianProcess::mean_at(const UnitPoints& points) const {
  return (kernel_.covariance(sightings_.points, points).transpose() * alpha_).array() + mean_;
}

double GaussianProcess::log_likelihood() const {
  const double n = static_cast<double>(alpha_.size());
  return -0.5 * (half_values_ - mean_ * half_ones_).squaredNorm() -
         cholesky_.diagonal().array().log().sum() -
         0.5 * n * std::log(boost::math::constants::two_pi<double>());
}

Eigen::VectorXd GaussianProcess::log_likelihood_gradient() const {
  const Eigen::Index n = alpha_.size();
  // The mean is at its optimum, so it contributes nothing.
  Eigen::MatrixXd weights = Eigen::MatrixXd::Zero(n, n);  // the lower triangle
  weights.selfadjointView<Eigen::Lower>().rankUpdate(alpha_, 0.5);
  weights.selfadjointView<Eigen::Lower>().rankUpdate(lower_inverse(cholesky_).transpose(), -0.5);
  Eigen::VectorXd gradient(kernel_.dimensions() + 2);
  gradient << kernel_.weighted_gradient(sightings_.points, weights),
      weights.trace() * noise_variance_;
  return gradient;
}

}  // namespace servesweep::sweep
