#include "sweep/study/listed_points.h"

#include <algorithm>
#include <utility>

namespace servesweep::sweep {
namespace {

/// The default point but for one parameter and what must be so that it exists.
Point point_with(const std::vector<Axis>& axes, const Parameter& changed,
                 const engine::ParameterValue& value) {
  PointValues values;
  for (const Axis& axis : axes) {
    add_default_values(axis, values);
    if (!condition_of(axis).holds(values)) continue;
    auto& [name, setting] = values.back();
    if (name == changed.name) setting = value;
    const auto& clauses = changed.when.clauses();
    const auto clause = std::ranges::find(clauses, name, &Condition::Clause::name);
    if (clause != clauses.end() && !changed.when.admits(name, setting)) setting = clause->values[0];
  }
  return Point(std::move(values));
}

}  // namespace

std::vector<Point> listed_points(const ParameterSpace& space) {
  std::vector<Point> points = {space.default_point()};
  for (const Axis& axis : space.axes()) {
    const auto* parameter = std::get_if<Parameter>(&axis);
    if (parameter == nullptr || parameter->range) continue;
    for (const engine::ParameterValue& value : parameter->grid) {
      Point point = point_with(space.axes(), *parameter, value);
      const bool is_new = std::ranges::find(points, point) == points.end();
      if (is_new && space.allows(point)) points.push_back(std::move(point));
    }
  }
  return points;
}

}  // namespace servesweep::sweep
