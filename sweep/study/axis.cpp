#include "sweep/study/axis.h"

#include <algorithm>

namespace servesweep::sweep {

void add_shares(const Simplex& simplex, const std::vector<double>& shares, PointValues& values) {
  for (std::size_t i = 0; i < shares.size(); ++i) values.emplace_back(simplex.names[i], shares[i]);
}

std::string key_of(const Axis& axis) {
  return std::visit([](const auto& one) { return one.name; }, axis);
}

const Axis* declaring(const std::string& name, const std::vector<Axis>& axes) {
  const auto found = std::ranges::find_if(axes, [&](const Axis& axis) {
    const std::vector<std::string> names = names_of(axis);
    return std::ranges::find(names, name) != names.end();
  });
  return found == axes.end() ? nullptr : &*found;
}

const Condition& condition_of(const Axis& axis) {
  return std::visit([](const auto& one) -> const Condition& { return one.when; }, axis);
}

std::size_t size_of(const Axis& axis) {
  return std::visit([](const auto& one) { return one.grid.size(); }, axis);
}

std::vector<std::string> names_of(const Axis& axis) {
  if (const auto* simplex = std::get_if<Simplex>(&axis)) return simplex->names;
  return {std::get<Parameter>(axis).name};
}

void add_grid_values(const Axis& axis, std::size_t index, PointValues& values) {
  if (const auto* simplex = std::get_if<Simplex>(&axis)) {
    add_shares(*simplex, simplex->grid[index], values);
    return;
  }
  const auto& parameter = std::get<Parameter>(axis);
  values.emplace_back(parameter.name, parameter.grid[index]);
}

void add_default_values(const Axis& axis, PointValues& values) {
  if (const auto* simplex = std::get_if<Simplex>(&axis)) {
    add_shares(*simplex, simplex->default_shares(), values);
    return;
  }
  const auto& parameter = std::get<Parameter>(axis);
  values.emplace_back(parameter.name, parameter.default_value());
}

bool is_number(const Axis& axis) {
  const auto* parameter = std::get_if<Parameter>(&axis);
  return parameter == nullptr || parameter->type == ParameterType::real ||
         parameter->type == ParameterType::integer;
}

}  // namespace servesweep::sweep
