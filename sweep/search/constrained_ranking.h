#pragma once

#include <cstddef>
#include <vector>

#include "sweep/search/optimiser.h"
#include "sweep/search/pareto.h"

namespace servesweep::sweep {

/// The order in which NSGA-II prefers points: by layer, then by crowding.
struct ConstrainedRanking {
  std::vector<std::size_t> layer;  ///< by point; 0 is best
  std::vector<double> crowding;    ///< by point; more is better
  std::vector<std::size_t> order;  ///< places of the points, best first; ties in their order

  /// Whether point a comes before point b by layer and crowding.
  [[nodiscard]] bool prefers(std::size_t a, std::size_t b) const;
};

/// By how much an observation breaks its constraints: the sum of the values above 0; infinite if it
/// failed or any of its figures is not finite.
[[nodiscard]] double violation_of(const Observation& observation);

/// Constraint domination (Deb et al., 2002): feasible points come first, in their Pareto layers;
/// then the others by their violation, equal ones in one layer. Among equal violations crowding is
/// 0.
[[nodiscard]] ConstrainedRanking constrained_ranking(const std::vector<Observation>& observations);

}  // namespace servesweep::sweep
