#pragma once

#include <Eigen/Core>
#include <vector>

#include "sweep/search/surrogate.h"

namespace servesweep::sweep {

/// Between which values an objective matters.
struct ObjectiveScale {
  Eigen::VectorXd reference;  ///< at least this is worthless
  Eigen::VectorXd ideal;      ///< the best of each objective by itself; below the reference
};

/// From the modelled values of the observations that are probably feasible (of all, if none is).
/// `wanted`: the reference, or empty for a tenth of the extent of the Pareto set beyond its worst.
/// As long as no point
/// beats the wanted reference in every objective, it is moved to a tenth behind the nearest one:
/// from too far away it shows no direction.
[[nodiscard]] ObjectiveScale objective_scale(const std::vector<Surrogate>& objectives,
                                             const std::vector<Surrogate>& constraints,
                                             const std::vector<double>& wanted);

/// Several objectives (columns) as one: the augmented weighted Chebyshev distance from the best of
/// each, in units of its range: max over objectives of w·u + 0.05 · Σ w·u.
///
/// Source: Knowles, "ParEGO", IEEE Trans. Evol. Comput. 10 (2006).
[[nodiscard]] Eigen::VectorXd chebyshev(const Eigen::MatrixXd& objectives,
                                        const Eigen::VectorXd& weights);

}  // namespace servesweep::sweep
