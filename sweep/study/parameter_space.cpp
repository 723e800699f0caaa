#include "sweep/study/parameter_space.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/contract.h"
#include "engine/base/problem.h"
#include "sweep/study/parameter_value.h"

namespace servesweep::sweep {
namespace {

/// Combinations of one strategy; far beyond what anybody simulates, far below overflow.
constexpr std::size_t kLargestSpace = 10'000'000;

}  // namespace

ParameterSpace ParameterSpace::read(const io::Document& parameters) {
  ParameterSpace space;
  std::size_t size = 1;
  for (const auto& [name, spec] : parameters.entries()) {
    space.parameters_.push_back(Parameter::read(name, spec));
    size *= space.parameters_.back().grid.size();
    if (size > kLargestSpace) {
      throw spec.problem(fmt::format("the grid has more than {} points", kLargestSpace),
                         "the grids of all parameters multiply", "use smaller grids");
    }
  }
  return space;
}

std::vector<std::string> ParameterSpace::names() const {
  std::vector<std::string> names;
  for (const Parameter& parameter : parameters_) names.push_back(parameter.name);
  return names;
}

std::size_t ParameterSpace::grid_size() const {
  std::size_t size = 1;
  for (const Parameter& parameter : parameters_) size *= parameter.grid.size();
  return size;
}

Point ParameterSpace::grid_point(std::size_t index) const {
  SERVESWEEP_EXPECT(index < grid_size());
  std::vector<std::pair<std::string, engine::ParameterValue>> values(parameters_.size());
  for (std::size_t i = parameters_.size(); i-- > 0;) {
    const std::vector<engine::ParameterValue>& grid = parameters_[i].grid;
    values[i] = {parameters_[i].name, grid[index % grid.size()]};
    index /= grid.size();
  }
  return Point(std::move(values));
}

Point ParameterSpace::default_point() const {
  std::vector<std::pair<std::string, engine::ParameterValue>> values;
  values.reserve(parameters_.size());
  for (const Parameter& parameter : parameters_) {
    values.emplace_back(parameter.name, parameter.grid.front());
  }
  return Point(std::move(values));
}

Point ParameterSpace::point_of(const std::map<std::string, std::string>& settings,
                               const std::string& where) const {
  const std::vector<std::string> known = names();
  for (const auto& [name, text] : settings) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    throw engine::Problem(
        where, fmt::format("no parameter '{}'", name), "",
        known.empty() ? "the strategy has no parameters" : engine::suggest_name(name, known));
  }
  const Point defaults = default_point();
  std::vector<std::pair<std::string, engine::ParameterValue>> values;
  for (const Parameter& parameter : parameters_) {
    const auto setting = settings.find(parameter.name);
    engine::ParameterValue value = setting == settings.end() ? defaults.at(parameter.name)
                                                             : parameter_value_of(setting->second);
    if (!parameter.contains(value)) {
      throw engine::Problem(where,
                            fmt::format("{} = {} is not allowed", parameter.name, text_of(value)),
                            "", "use " + parameter.allowed());
    }
    values.emplace_back(parameter.name, std::move(value));
  }
  return Point(std::move(values));
}

io::Value ParameterSpace::to_value() const {
  io::Value value = io::Value::map();
  for (const Parameter& parameter : parameters_) value.set(parameter.name, parameter.to_value());
  return value;
}

}  // namespace servesweep::sweep
