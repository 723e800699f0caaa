#include "sweep/search/axis_cube.h"

#include <algorithm>
#include <utility>

#include "engine/base/contract.h"
#include "sweep/search/shares_transform.h"

namespace servesweep::sweep {
namespace {

/// Numbers and booleans rise; of texts nobody knows which are alike.
std::vector<engine::ParameterValue> listed_values(const Parameter& parameter) {
  std::vector<engine::ParameterValue> listed = parameter.grid;
  if (parameter.type != ParameterType::text) std::ranges::sort(listed);
  return listed;
}

Dimension dimension_of(const Parameter& parameter) {
  if (parameter.range) {
    return parameter.type == ParameterType::integer
               ? Dimension::integer(parameter.name, *parameter.range)
               : Dimension::real(parameter.name, *parameter.range);
  }
  switch (parameter.type) {
    case ParameterType::boolean:
      return Dimension::boolean(parameter.name);
    case ParameterType::text:
      return Dimension::categorical(parameter.name, parameter.grid.size());
    case ParameterType::real:
    case ParameterType::integer:
      break;
  }
  return Dimension::ordered(parameter.name, parameter.grid.size());
}

}  // namespace

AxisCube::AxisCube(Axis axis) : axis_(std::move(axis)) {
  if (const auto* simplex = std::get_if<Simplex>(&axis_)) {
    for (std::size_t i = 0; i + 1 < simplex->names.size(); ++i) {
      dimensions_.push_back(Dimension::real(simplex->names[i]));
    }
    return;
  }
  const auto& parameter = std::get<Parameter>(axis_);
  if (!parameter.range) listed_ = listed_values(parameter);
  if (listed_.size() != 1) dimensions_.push_back(dimension_of(parameter));
}

void AxisCube::decode(std::span<const double> position, PointValues& values) const {
  SERVESWEEP_EXPECT(position.size() == dimensions_.size());
  if (const auto* simplex = std::get_if<Simplex>(&axis_)) {
    add_shares(*simplex, shares_at(position), values);
    return;
  }
  const std::string& name = std::get<Parameter>(axis_).name;
  const double value = dimensions_.empty() ? 0 : dimensions_.front().value_at(position.front());
  if (listed_.empty()) {
    values.emplace_back(name, value);
  } else {
    values.emplace_back(name, listed_[static_cast<std::size_t>(value)]);
  }
}

void AxisCube::encode(const Point& point, UnitPoint& position) const {
  if (dimensions_.empty()) return;
  if (const auto* simplex = std::get_if<Simplex>(&axis_)) {
    std::vector<double> shares;
    for (const std::string& name : simplex->names)
      shares.push_back(std::get<double>(point.at(name)));
    const std::vector<double> coordinates = position_of_shares(shares);
    position.insert(position.end(), coordinates.begin(), coordinates.end());
    return;
  }
  const engine::ParameterValue& value = point.at(std::get<Parameter>(axis_).name);
  if (listed_.empty()) {
    position.push_back(dimensions_.front().position_of(std::get<double>(value)));
    return;
  }
  const auto cell = std::ranges::find(listed_, value) - listed_.begin();
  position.push_back(dimensions_.front().cell_position(static_cast<std::size_t>(cell)));
}

}  // namespace servesweep::sweep
