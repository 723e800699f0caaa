#pragma once

#include <Eigen/Core>
#include <vector>

#include "sweep/search/surrogate.h"

namespace servesweep::sweep {

/// The observations whose noiseless values may well be Pareto optimal and feasible, by row, rising.
struct PlausibleFront {
  /// Those whose values have to be drawn: at most `limit`, first those that fewest others dominate
  /// by their means, among these the most uncertain.
  std::vector<Eigen::Index> drawn;
  /// Of the rest, those that are probably feasible and that no other dominates by its means: where
  /// the front has more points than can be drawn, their means have to do.
  std::vector<Eigen::Index> settled;
};

/// Plausible is what no probably feasible other one beats even when its own values are lowered and
/// the other's are raised by 2 standard deviations. All surrogates are of the same points.
[[nodiscard]] PlausibleFront plausible_front(const std::vector<Surrogate>& objectives,
                                             const std::vector<Surrogate>& constraints,
                                             std::size_t limit);

}  // namespace servesweep::sweep
