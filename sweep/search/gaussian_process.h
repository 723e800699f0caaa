#pragma once

#include <Eigen/Core>

#include "sweep/search/matern_kernel.h"

namespace servesweep::sweep {

/// What was seen: values at points, each with the known variance of its noise (of a mean over
/// seeds: s²/n; 0 = unknown, then only the learned noise counts).
struct Sightings {
  UnitPoints points;
  Eigen::VectorXd values;
  Eigen::VectorXd variances;
};

/// What is believed about the noiseless function at some points, each by itself.
struct Belief {
  Eigen::VectorXd mean;
  Eigen::VectorXd variance;
};

/// L of a covariance K = L·Lᵀ, and Lᵀ, as Eigen solves with them: views of `factor`, which has to
/// outlive them and of which only the lower half counts.
[[nodiscard]] inline auto lower_half(const Eigen::MatrixXd& factor) {
  return factor.triangularView<Eigen::Lower>();
}
[[nodiscard]] inline auto upper_half(const Eigen::MatrixXd& factor) {
  return factor.transpose().triangularView<Eigen::Upper>();
}

/// A random function given what was seen of it. Noise: one learned variance at every point plus the
/// known variance of each. The prior mean is a constant, its generalised least-squares estimate.
/// Keeps the Cholesky factor of the covariance of the observations, and extends it when one is
/// added: O(n²).
///
/// Source: Rasmussen & Williams (2006), algorithm 2.1 and section 2.7.
class GaussianProcess {
 public:
  GaussianProcess(MaternKernel kernel, double noise_variance, Sightings sightings);

  void add(const Eigen::RowVectorXd& point, double value, double variance);

  [[nodiscard]] Belief at(const UnitPoints& points) const;
  /// The same at the points that were seen: O(n) but for the first time, O(n³).
  [[nodiscard]] Belief at_sightings() const;
  /// L⁻¹ times the covariance of what was seen with the points, one column per point: what beliefs
  /// are computed from. O(n²) each.
  [[nodiscard]] Eigen::MatrixXd half_at(const UnitPoints& points) const;
  /// Brings the columns of an earlier half_at() up to date: O(n) for each observation since.
  void extend_half(Eigen::MatrixXd& half, const UnitPoints& points) const;
  /// Beliefs from half_at().
  [[nodiscard]] Belief from_half(const Eigen::MatrixXd& half) const;
  /// L⁻¹ times the deviations of what was seen from the mean.
  [[nodiscard]] Eigen::VectorXd half_residuals() const { return half_values_ - mean_ * half_ones_; }
  /// Only the means of these beliefs: cheap.
  [[nodiscard]] Eigen::VectorXd mean_at(const UnitPoints& points) const;
  /// Natural logarithm of the density of the values.
  [[nodiscard]] double log_likelihood() const;
  /// ∂log_likelihood by the logarithms of: length scales, signal variance, noise variance.
  [[nodiscard]] Eigen::VectorXd log_likelihood_gradient() const;

  [[nodiscard]] const MaternKernel& kernel() const { return kernel_; }
  [[nodiscard]] const Sightings& sightings() const { return sightings_; }
  [[nodiscard]] double noise_variance() const { return noise_variance_; }
  [[nodiscard]] double mean() const { return mean_; }
  [[nodiscard]] const Eigen::MatrixXd& cholesky() const { return cholesky_; }

 private:
  void solve_mean();

  MaternKernel kernel_;
  double noise_variance_;
  Sightings sightings_;
  Eigen::MatrixXd cholesky_;                 ///< lower triangle
  Eigen::VectorXd half_values_, half_ones_;  ///< L⁻¹y and L⁻¹1
  double mean_ = 0;
  Eigen::VectorXd alpha_;                     ///< K⁻¹(y − mean)
  mutable Eigen::VectorXd inverse_diagonal_;  ///< of K⁻¹; empty until somebody needs it
};

/// The lower Cholesky factor of a covariance, of which the lower triangle is read; where rounding
/// has made it indefinite, of the covariance with as little on its diagonal as is needed, from
/// 10⁻¹⁰ of the mean variance.
[[nodiscard]] Eigen::MatrixXd sure_cholesky(Eigen::MatrixXd covariance);

}  // namespace servesweep::sweep
