#pragma once

#include <Eigen/Core>

namespace servesweep::sweep {

/// What elementary effects say of each factor, in units of the function per range of the factor.
struct ElementaryEffects {
  Eigen::VectorXd mean;       ///< μ: with its sign, so that ups and downs cancel
  Eigen::VectorXd magnitude;  ///< μ*: mean of the absolute values; how much the factor matters
  Eigen::VectorXd deviation;  ///< σ: 0 if the effect is the same everywhere; else the factor bends
                              ///< the function or interacts with others
};

/// From effects, one row per trajectory, one column per factor; those that are NaN are left out.
/// NaN without any, the deviation also with one. Sources: Morris 1991 (μ, σ); Campolongo, Cariboni
/// and Saltelli 2007 (μ*).
[[nodiscard]] ElementaryEffects elementary_effects(const Eigen::MatrixXd& effects);

}  // namespace servesweep::sweep
