#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sweep/study/parameter_space.h"
#include "sweep/study/search_method.h"

namespace servesweep::sweep {

/// The default point of a space, then points of a random, Sobol' or Latin hypercube sample of it,
/// no point twice: `count` in all, or fewer if there are no more. Random points: random_points().
/// The others are those of the optimiser library (SobolPoints, LatinHypercube) in the cube of
/// SearchSpace, without those that violate a constraint; a larger count keeps the first ones of a
/// Sobol' sequence, but is another hypercube. Problem (where: the strategy) if constraints leave
/// no point to be found. Precondition: is_drawn(method), 1 ≤ count.
[[nodiscard]] std::vector<Point> drawn_points(SearchMethod method, const ParameterSpace& space,
                                              const std::string& strategy, std::uint64_t seed,
                                              std::size_t count);

}  // namespace servesweep::sweep
