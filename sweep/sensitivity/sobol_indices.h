#pragma once

#include <Eigen/Core>

namespace servesweep::sweep {

/// Shares of the variance of a function's values, by factor.
struct SobolIndices {
  Eigen::VectorXd first;  ///< explained by the factor alone: Var(E[f | x_i]) / Var(f)
  Eigen::VectorXd total;  ///< lost if it were fixed: E[Var(f | all but x_i)] / Var(f)
  double variance = 0;    ///< of f; if it is 0 both are NaN
};

/// From values on a SaltelliDesign, one row per row: A, B, A with each factor of B.
///   S_i = (1/N) Σ (f(B) − f₀)(f(A_B^i) − f(A)) / V      (Saltelli et al. 2010, table 2, b)
///   T_i = (1/2N) Σ (f(A) − f(A_B^i))² / V               (M. Jansen, Computer Physics
///                                                         Communications 117 (1999))
/// with f₀ and V the mean and variance of the 2N values at A and B. Taking off f₀ changes nothing
/// in the mean and makes the noise independent of where zero is. S_i can come out below 0 by
/// chance; T_i cannot.
[[nodiscard]] SobolIndices sobol_indices(const Eigen::MatrixXd& table);

}  // namespace servesweep::sweep
