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
    conditional_ = conditional_ || !condition_of(axis).empty();
  }
  if (conditional_) home_ = encode(parameters.default_point());
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

SearchSpace::Decoded SearchSpace::decode_axes(const UnitPoint& position) const {
  SERVESWEEP_EXPECT(position.size() == dimensions_.size());
  Decoded decoded;
  std::span<const double> rest(position);
  for (const AxisCube& cube : cubes_) {
    const std::size_t count = cube.dimensions().size();
    decoded.exists.push_back(condition_of(cube.axis()).holds(decoded.values));
    if (decoded.exists.back()) {
      cube.decode(rest.first(count), decoded.values);
    } else {
      add_default_values(cube.axis(), decoded.values);
    }
    rest = rest.subspan(count);
  }
  return decoded;
}

std::vector<bool> SearchSpace::active(const UnitPoint& position) const {
  if (!conditional_) return std::vector<bool>(dimensions_.size(), true);
  const std::vector<bool> exists = decode_axes(position).exists;
  std::vector<bool> active;
  for (std::size_t i = 0; i < cubes_.size(); ++i) {
    active.insert(active.end(), cubes_[i].dimensions().size(), exists[i]);
  }
  return active;
}

UnitPoint SearchSpace::snap(UnitPoint position) const {
  SERVESWEEP_EXPECT(position.size() == dimensions_.size());
  const std::vector<bool> active = conditional_ ? this->active(position) : std::vector<bool>{};
  for (std::size_t i = 0; i < position.size(); ++i) {
    position[i] = !conditional_ || active[i] ? dimensions_[i].snapped(position[i]) : home_[i];
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
  const UnitPoint snapped = snap(position);
  std::vector<double> values(snapped.size());
  for (std::size_t i = 0; i < snapped.size(); ++i) {
    values[i] = dimensions_[i].value_at(snapped[i]);
  }
  return values;
}

Point SearchSpace::decode(const UnitPoint& position) const {
  if (!cubes_.empty()) return Point(decode_axes(position).values);
  PointValues values;
  const std::vector<double> numbers = this->values(position);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    values.emplace_back(dimensions_[i].name(), numbers[i]);
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
