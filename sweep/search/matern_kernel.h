#pragma once

#include <Eigen/Core>

#include "sweep/search/search_dimension.h"

namespace servesweep::sweep {

/// Covariance of a smooth random function between two points of the unit cube, Matérn 5/2 with a
/// length scale per dimension:
///
///     k(a, b) = s² · (1 + √5·r + 5/3·r²) · exp(−√5·r) · Π over categories exp(−[a_i ≠ b_i] / ℓ_i)
///     r² = Σ over real and integer dimensions ((a_i − b_i) / ℓ_i)²
///
/// Integers and categories are snapped to their cells first, so the function is constant on a cell.
///
/// Sources: Rasmussen & Williams, "Gaussian Processes for Machine Learning" (2006), eq. 4.17;
/// rounding inside the kernel: Garrido-Merchán & Hernández-Lobato, Neurocomputing 380 (2020).
class MaternKernel {
 public:
  /// `log_parameters`: natural logarithms of the length scale of every dimension, then of s².
  MaternKernel(SearchDimensions dimensions, const Eigen::VectorXd& log_parameters);

  [[nodiscard]] const SearchDimensions& dimensions() const { return dimensions_; }
  [[nodiscard]] double signal_variance() const { return signal_variance_; }

  /// One row per point of `a`, one column per point of `b`.
  [[nodiscard]] Eigen::MatrixXd covariance(const UnitPoints& a, const UnitPoints& b) const;
  /// Derivative of the covariance of each point of `a` (rows) with x, by the real coordinates of x
  /// (columns; the others are 0).
  [[nodiscard]] Eigen::MatrixXd slope(const UnitPoints& a, const Eigen::RowVectorXd& x) const;
  /// Σ over i, j of weights(i, j) · ∂k(a_i, a_j)/∂log_parameters. Precondition: weights are
  /// symmetric.
  [[nodiscard]] Eigen::VectorXd weighted_gradient(const UnitPoints& a,
                                                  const Eigen::MatrixXd& weights) const;

 private:
  [[nodiscard]] bool categorical(Eigen::Index dimension) const;
  [[nodiscard]] Eigen::MatrixXd snapped_covariance(const UnitPoints& a, const UnitPoints& b) const;
  /// The covariance, and √5·r, of every point of `a` with one point; both snapped.
  void column(const UnitPoints& a, const Eigen::RowVectorXd& x, Eigen::ArrayXd& covariance,
              Eigen::ArrayXd& distance) const;

  SearchDimensions dimensions_;
  Eigen::ArrayXd inverse_scales_;
  double signal_variance_;
  bool all_real_;
};

}  // namespace servesweep::sweep
