#pragma once

#include <Eigen/Core>

#include "sweep/search/unit_points.h"

namespace servesweep::sweep {

/// Covariance of a smooth random function between two points of the unit cube, Matérn 5/2 with a
/// length scale per dimension:
///
///     k(a, b) = s² · (1 + √5·r + 5/3·r²) · exp(−√5·r) · Π over categories exp(−[a_i ≠ b_i] / ℓ_i)
///     r² = Σ over real and ordered dimensions ((a_i − b_i) / ℓ_i)²
///
/// Points are snapped (SearchSpace::snap), so that the function is constant on a cell and knows an
/// ordered value by its position in the cube: on a logarithmic range factors count, not
/// differences.
///
/// Sources: Rasmussen & Williams, "Gaussian Processes for Machine Learning" (2006), eq. 4.17;
/// rounding before the kernel: Garrido-Merchán & Hernández-Lobato, Neurocomputing 380 (2020).
class MaternKernel {
 public:
  /// `log_parameters`: natural logarithms of the length scale of every dimension, then of s².
  MaternKernel(DimensionKinds kinds, const Eigen::VectorXd& log_parameters);

  [[nodiscard]] Eigen::Index dimensions() const { return inverse_scales_.size(); }
  [[nodiscard]] double signal_variance() const { return signal_variance_; }

  /// One row per point of `a`, one column per point of `b`.
  [[nodiscard]] Eigen::MatrixXd covariance(const UnitPoints& a, const UnitPoints& b) const;
  /// Of every two points, the lower triangle; what is above it is 0.
  [[nodiscard]] Eigen::MatrixXd lower_covariance(const UnitPoints& points) const;
  /// The covariance, and √5·r, of many points with one.
  struct Column {
    Eigen::ArrayXd covariance, distance;
  };
  [[nodiscard]] Column column(const UnitPoints& a, const Eigen::RowVectorXd& x) const;
  /// Derivative of the covariance of each point of `a` (rows) with x, by the real coordinates of x
  /// (columns; the others are 0). `with`: column(a, x).
  [[nodiscard]] Eigen::MatrixXd slope(const UnitPoints& a, const Eigen::RowVectorXd& x,
                                      const Column& with) const;
  /// Σ over i, j of weights(i, j) · ∂k(a_i, a_j)/∂log_parameters. Weights are symmetric: their
  /// lower triangle is read.
  [[nodiscard]] Eigen::VectorXd weighted_gradient(const UnitPoints& a,
                                                  const Eigen::MatrixXd& weights) const;

 private:
  [[nodiscard]] bool categorical(Eigen::Index dimension) const;
  using SomePoints = Eigen::Ref<const UnitPoints>;
  using OnePoint = Eigen::Ref<const Eigen::RowVectorXd, 0, Eigen::InnerStride<>>;
  void fill(const SomePoints& a, const OnePoint& x, Column& column) const;

  DimensionKinds kinds_;
  Eigen::ArrayXd inverse_scales_;
  double signal_variance_;
};

}  // namespace servesweep::sweep
