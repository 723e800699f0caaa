#pragma once

#include <Eigen/Core>

namespace servesweep::sweep {

/// How much of the variance of points' means over seeds is chance: that seeds treat points
/// differently. What a seed does to all points alike is none of it (common random numbers).
///
/// Two-way layout without repetitions, y = μ + point + seed + rest: the mean square of the rest,
/// divided by the number of seeds, is the variance that it leaves in a mean over them. Source: H.
/// Scheffé, "The Analysis of Variance", Wiley 1959, section 4.2.
///
/// `values`: one row per point, one column per seed. At most 1; NaN with one seed or point, or if
/// the means do not vary.
[[nodiscard]] double seed_noise_share(const Eigen::MatrixXd& values);

}  // namespace servesweep::sweep
