#pragma once

#include <vector>

#include "sweep/study/parameter_space.h"

namespace servesweep::sweep {

/// The default point, and for every listed value of a parameter a point at which the parameter
/// exists and has it, the rest as in the default point as far as possible: whatever a strategy
/// chooses by a parameter is chosen once. No point twice, none that violates a constraint.
[[nodiscard]] std::vector<Point> listed_points(const ParameterSpace& space);

}  // namespace servesweep::sweep
