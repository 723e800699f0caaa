#include "sweep/sensitivity/factor_levels.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/base/contract.h"
#include "sweep/search/axis_cube.h"
#include "sweep/study/parameter_value.h"

namespace servesweep::sweep {
namespace {

FactorLevels levels_of(const AxisCube& cube) {
  FactorLevels levels;
  if (cube.dimensions().size() > 1 || std::holds_alternative<Simplex>(cube.axis())) return levels;
  const Dimension& dimension = cube.dimensions().front();
  levels.ordered = dimension.kind() != Dimension::Kind::categorical;
  const bool all = dimension.cells() > 0 && dimension.cells() <= FactorLevels::kMostValues;
  const std::size_t count = all ? dimension.cells() : FactorLevels::kLevels;
  for (std::size_t i = 0; i < count; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(count - 1);
    levels.positions.push_back(all ? dimension.cell_position(i) : dimension.snapped(share));
    PointValues values;
    cube.decode(std::array{levels.positions.back()}, values);
    levels.texts.push_back(text_of(values.front().second));
  }
  return levels;
}

}  // namespace

std::size_t FactorLevels::nearest(double position) const {
  SERVESWEEP_EXPECT(!empty());
  const auto distance = [position](double level) { return std::abs(level - position); };
  return static_cast<std::size_t>(std::ranges::min_element(positions, {}, distance) -
                                  positions.begin());
}

std::string FactorLevels::range_text(std::size_t first, std::size_t last) const {
  return first == last ? texts[first] : fmt::format("{} to {}", texts[first], texts[last]);
}

std::vector<FactorLevels> levels_of(const ParameterSpace& parameters) {
  std::vector<FactorLevels> levels;
  for (const Axis& axis : parameters.axes()) {
    const AxisCube cube(axis);
    if (!cube.dimensions().empty()) levels.push_back(levels_of(cube));
  }
  return levels;
}

}  // namespace servesweep::sweep
