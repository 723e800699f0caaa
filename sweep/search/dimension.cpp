#include "sweep/search/dimension.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/contract.h"

namespace servesweep::sweep {
namespace {

/// A list is the whole numbers from 0 on.
ParameterRange places(std::size_t cells) {
  return {.low = -0.5, .high = static_cast<double>(cells) - 0.5};
}

}  // namespace

Dimension::Dimension(std::string name, Kind kind, std::size_t cells, ParameterRange range)
    : name_(std::move(name)), kind_(kind), cells_(cells), range_(range) {}

Dimension Dimension::real(std::string name, ParameterRange range) {
  return {std::move(name), Kind::real, 0, range};
}

Dimension Dimension::integer(std::string name, ParameterRange range) {
  SERVESWEEP_EXPECT(range.low < range.high && range.low == std::round(range.low));
  const auto cells = static_cast<std::size_t>(range.high - range.low) + 1;
  range.low -= 0.5;
  range.high += 0.5;
  return {std::move(name), Kind::ordered, cells, range};
}

Dimension Dimension::ordered(std::string name, std::size_t cells) {
  return {std::move(name), Kind::ordered, cells, places(cells)};
}

Dimension Dimension::categorical(std::string name, std::size_t cells) {
  return {std::move(name), Kind::categorical, cells, places(cells)};
}

Dimension Dimension::boolean(std::string name) {
  return {std::move(name), Kind::boolean, 2, places(2)};
}

double Dimension::value_at(double position) const {
  if (cells_ == 0) return range_.value_at(position);
  const double value = std::round(range_.exact_at(position));
  return std::clamp(value, range_.low + 0.5, range_.high - 0.5);
}

double Dimension::position_of(double value) const {
  return std::clamp(range_.share_of(value), 0.0, 1.0);
}

double Dimension::snapped(double position) const {
  return cells_ == 0 ? std::clamp(position, 0.0, 1.0) : position_of(value_at(position));
}

double Dimension::cell_position(std::size_t cell) const {
  SERVESWEEP_EXPECT(cell < cells_);
  return position_of(range_.low + 0.5 + static_cast<double>(cell));
}

}  // namespace servesweep::sweep
