#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "sweep/search/pareto.h"

namespace servesweep::sweep {

/// The point of a front from where gaining in one objective costs most in others; objectives are
/// normalised to [0, 1] over the front. A place in `front`, the first of equals.
///
/// Two objectives: the point farthest from the chord between the two ends, on the side of the ideal
/// (I. Das, "On characterizing the knee of the Pareto curve based on normal-boundary intersection",
/// Struct. Optim. 18, 1999); none if no point lies on that side. More: the point nearest to the
/// ideal, (0, …, 0). None for fewer than three different points: the ends are no compromise.
/// Precondition: nothing in `front` dominates anything there.
[[nodiscard]] std::optional<std::size_t> knee_of(const std::vector<Objectives>& front);

}  // namespace servesweep::sweep
