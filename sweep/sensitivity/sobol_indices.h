#pragma once

#include <Eigen/Core>

namespace servesweep::sweep {

/// Shares of the variance of a function's values, by factor.
struct SobolIndices {
  Eigen::VectorXd first;  ///< explained by the factor alone: Var(E[f | x_i]) / Var(f)
  Eigen::VectorXd total;  ///< lost if it were fixed: E[Var(f | all but x_i)] / Var(f)
};

/// From values on a SaltelliDesign, one row per row: A, B, A with each factor of B.
///   S_i = (1/N) Σ (f(B) − f₀)(f(A_B^i) − f(A)) / V      (Saltelli et al. 2010, table 2, b)
///   T_i = (1/2N) Σ (f(A) − f(A_B^i))² / V'              (M. Jansen, Computer Physics
///                                                         Communications 117 (1999))
/// f₀ and V are the mean and variance of the values at A, B and A_B^i, V' that at A and A_B^i: of
/// the same points as the numerator, so that a rare large value moves both (A. Janon et al.,
/// "Asymptotic normality and efficiency of two Sobol index estimators", ESAIM: Probability and
/// Statistics 18 (2014)). Without the f₀ the noise would depend on where zero is. S_i can come out
/// below 0 by chance; T_i cannot. A factor without effect has exactly 0. NaN if f is constant.
[[nodiscard]] SobolIndices sobol_indices(const Eigen::MatrixXd& table);

}  // namespace servesweep::sweep
