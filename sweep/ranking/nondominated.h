#pragma once

#include <cstddef>
#include <vector>

#include "sweep/search/pareto.h"

namespace servesweep::sweep {

/// Places of the points that nothing dominates, rising: pareto_front() of sweep/search, but without
/// the layers behind it, as resampling asks this thousands of times. All objectives to be
/// minimised. In lexicographic order, where only earlier points dominate later ones, each is
/// compared with the front so far: O(n log n) for two objectives, where its last point suffices
/// (H. T. Kung, F. Luccio and F. P. Preparata, J. ACM 22, 1975), else at most n times the front.
[[nodiscard]] std::vector<std::size_t> nondominated(const std::vector<Objectives>& points);

/// Places of the points that may be on the front of some weighted mean over seeds, rising; `runs[i]
/// [s]` are the objectives of point i under seed s. Left out is who has an opponent that is nowhere
/// worse, and better in one objective, under every seed: weights of seeds cannot help it.
[[nodiscard]] std::vector<std::size_t> never_dominated_throughout(
    const std::vector<std::vector<Objectives>>& runs);

}  // namespace servesweep::sweep
