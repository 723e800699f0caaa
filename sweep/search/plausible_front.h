#pragma once

#include <Eigen/Core>
#include <vector>

#include "sweep/search/surrogate.h"

namespace servesweep::sweep {

/// The observations whose noiseless values may well be Pareto optimal and feasible: those that no
/// probably feasible other one beats even when their own values are lowered and the other's are
/// raised by 2 standard deviations. At most `limit` of them, those that fewest others dominate by
/// their means. In rising order. All surrogates are of the same points.
[[nodiscard]] std::vector<Eigen::Index> plausible_front(const std::vector<Surrogate>& objectives,
                                                        const std::vector<Surrogate>& constraints,
                                                        std::size_t limit);

}  // namespace servesweep::sweep
