#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sweep/study/parameter_space.h"

namespace servesweep::sweep {

/// The default point of a space, then random points of it, no point twice: `count` in all, or fewer
/// if there are no more to be found.
///
/// Reals are uniform over their range on its scale, on a linear one in millionths of it; whole
/// numbers likewise, each as likely as the interval of half a unit around it; listed values are
/// equally likely; and shares are uniform over their simplex, in millionths (the gaps between
/// sorted cuts of [0, 1], which are Dirichlet(1, …, 1)). What does not exist at a point has its
/// default, and nothing is drawn for it. Reals are rounded as those of a grid (see
/// Parameter), so that no mathematical library can change them. A point that violates a constraint
/// or was there before is drawn again, 10,000 times at most.
///
/// Point i depends on (seed, strategy, i) and the points before it, so larger counts keep the first
/// ones. Problem (where: the strategy) if constraints refuse every attempt at a point.
[[nodiscard]] std::vector<Point> random_points(const ParameterSpace& space,
                                               const std::string& strategy, std::uint64_t seed,
                                               std::size_t count);

}  // namespace servesweep::sweep
