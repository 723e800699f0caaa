#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "sweep/search/dimension.h"
#include "sweep/study/parameter_space.h"

namespace servesweep::sweep {

/// What a sensitivity analysis moves as one: a parameter, or all shares of a simplex, whose n − 1
/// coordinates mean nothing one by one. Its coordinates lie side by side in the unit cube of a
/// SearchSpace. Indices of a group of independent inputs are those of the group as one input:
/// Saltelli et al., "Global Sensitivity Analysis: The Primer", Wiley 2008, section 4.
struct Factor {
  std::string name;
  Eigen::Index first = 0;  ///< coordinate
  Eigen::Index count = 1;
  Dimension::Kind kind = Dimension::Kind::real;  ///< of a parameter; shares are real
};

/// The free parameters of a strategy in the order of the coordinates of its SearchSpace; one with a
/// single value is none.
[[nodiscard]] std::vector<Factor> factors_of(const ParameterSpace& parameters);

/// Coordinates of all factors.
[[nodiscard]] Eigen::Index coordinates_of(const std::vector<Factor>& factors);

}  // namespace servesweep::sweep
