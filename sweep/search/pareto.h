#pragma once

#include <cstddef>
#include <vector>

namespace servesweep::sweep {

/// Objectives of one point, all to be minimised, all finite.
using Objectives = std::vector<double>;

/// The gate to pagmo2: no other file includes its headers, which are slow to compile. One point
/// dominates another if it is nowhere worse and somewhere better; equal points dominate neither.
/// Points have equally many objectives, at least one.

/// Places of the points in layers: those that nothing dominates, those that only the first layer
/// dominates, and so on (fast non-dominated sorting: Deb et al., "A fast and elitist multiobjective
/// genetic algorithm: NSGA-II", 2002). Every layer rises.
[[nodiscard]] std::vector<std::vector<std::size_t>> pareto_layers(
    const std::vector<Objectives>& points);

/// Places of the points that nothing dominates, rising.
[[nodiscard]] std::vector<std::size_t> pareto_front(const std::vector<Objectives>& points);

/// How alone every point of one layer is: the sum over the objectives of the distance between its
/// neighbours as a share of the layer's extent; infinite at the ends (the same paper). An objective
/// in which all are equal adds nothing.
[[nodiscard]] std::vector<double> crowding_distances(const std::vector<Objectives>& layer);

/// The volume that the points dominate inside the box below the reference point; points that are
/// not better than it in every objective add nothing. Exact (Guerreiro et al. for 2 and 3
/// objectives, WFG for more).
[[nodiscard]] double hypervolume(const std::vector<Objectives>& points,
                                 const Objectives& reference);

}  // namespace servesweep::sweep
