#include "sweep/sensitivity/factor.h"

#include "sweep/search/axis_cube.h"

namespace servesweep::sweep {

std::vector<Factor> factors_of(const ParameterSpace& parameters) {
  std::vector<Factor> factors;
  Eigen::Index next = 0;
  for (const Axis& axis : parameters.axes()) {
    const AxisCube cube(axis);
    const auto count = static_cast<Eigen::Index>(cube.dimensions().size());
    if (count == 0) continue;
    factors.push_back({.name = key_of(axis),
                       .first = next,
                       .count = count,
                       .kind = cube.dimensions().front().kind()});
    next += count;
  }
  return factors;
}

Eigen::Index coordinates_of(const std::vector<Factor>& factors) {
  return factors.empty() ? 0 : factors.back().first + factors.back().count;
}

}  // namespace servesweep::sweep
