#include "sweep/search/search_space.h"

#include <algorithm>
#include <span>
#include <utility>

#include "engine/base/contract.h"

namespace servesweep::sweep {

SearchSpace::SearchSpace(const ParameterSpace& parameters)
    : constraints_(parameters.constraints()) {
  for (const Axis& axis : parameters.axes()) {
    cubes_.emplace_back(axis);
    const std::vector<Dimension>& own = cubes_.back().dimensions();
    dimensions_.insert(dimensions_.end(), own.begin(), own.end());
  }
}

SearchSpace::SearchSpace(std::vector<Dimension> dimensions, Predicate allowed)
    : dimensions_(std::move(dimensions)), allowed_(std::move(allowed)) {}

std::optional<std::size_t> SearchSpace::size(std::size_t most) const {
  std::size_t size = 1;
  for (const Dimension& dimension : dimensions_) {
    if (dimension.cells() == 0 || dimension.cells() > most / size) return std::nullopt;
    size *= dimension.cells();
  }
  return size;
}

UnitPoint SearchSpace::point_at(std::size_t index) const {
  UnitPoint position(dimensions_.size());
  for (std::size_t i = dimensions_.size(); i-- > 0;) {
    const std::size_t cells = dimensions_[i].cells();
    SERVESWEEP_EXPECT(cells > 0);
    position[i] = dimensions_[i].cell_position(index % cells);
    index /= cells;
  }
  return position;
}

UnitPoint SearchSpace::snap(UnitPoint position) const {
  SERVESWEEP_EXPECT(position.size() == dimensions_.size());
  for (std::size_t i = 0; i < position.size(); ++i) {
    position[i] = dimensions_[i].snapped(position[i]);
  }
  return position;
}

bool SearchSpace::allows(const UnitPoint& position) const {
  if (allowed_) return allowed_(snap(position));
  if (constraints_.empty()) return true;
  const Point point = decode(position);
  return std::ranges::all_of(constraints_, [&](const Constraint& one) { return one.holds(point); });
}

std::vector<double> SearchSpace::values(const UnitPoint& position) const {
  SERVESWEEP_EXPECT(position.size() == dimensions_.size());
  std::vector<double> values(position.size());
  for (std::size_t i = 0; i < position.size(); ++i) {
    values[i] = dimensions_[i].value_at(position[i]);
  }
  return values;
}

Point SearchSpace::decode(const UnitPoint& position) const {
  PointValues values;
  if (cubes_.empty()) {
    const std::vector<double> numbers = this->values(position);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      values.emplace_back(dimensions_[i].name(), numbers[i]);
    }
    return Point(std::move(values));
  }
  std::span<const double> rest(position);
  for (const AxisCube& cube : cubes_) {
    const std::size_t count = cube.dimensions().size();
    cube.decode(rest.first(count), values);
    rest = rest.subspan(count);
  }
  return Point(std::move(values));
}

UnitPoint SearchSpace::encode(const Point& point) const {
  UnitPoint position;
  for (const AxisCube& cube : cubes_) cube.encode(point, position);
  if (!cubes_.empty()) return position;
  for (const Dimension& dimension : dimensions_) {
    position.push_back(dimension.position_of(std::get<double>(point.at(dimension.name()))));
  }
  return position;
}

}  // namespace servesweep::sweep
