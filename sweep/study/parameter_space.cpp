#include "sweep/study/parameter_space.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/contract.h"
#include "engine/base/problem.h"
#include "sweep/study/parameter_value.h"
#include "sweep/study/point_settings.h"

namespace servesweep::sweep {
namespace {

/// Combinations of one strategy; far beyond what anybody simulates, far below overflow.
constexpr std::size_t kLargestSpace = 10'000'000;

/// The numbers of point `index` of the product, in the order of Constraint's positions.
void numbers_at(const std::vector<Axis>& axes, std::size_t index, std::vector<double>& numbers) {
  std::size_t end = numbers.size();
  for (std::size_t i = axes.size(); i-- > 0;) {
    const std::size_t choice = index % size_of(axes[i]);
    index /= size_of(axes[i]);
    if (!is_number(axes[i])) continue;
    if (const auto* simplex = std::get_if<Simplex>(&axes[i])) {
      end -= simplex->names.size();
      std::ranges::copy(simplex->grid[choice], numbers.begin() + static_cast<std::ptrdiff_t>(end));
    } else {
      numbers[--end] = std::get<double>(std::get<Parameter>(axes[i]).grid[choice]);
    }
  }
}

}  // namespace

ParameterSpace ParameterSpace::read(const io::Document& parameters,
                                    const std::optional<io::Document>& constraints) {
  ParameterSpace space;
  std::size_t size = 1;
  for (const auto& [name, spec] : parameters.entries()) {
    space.add(name, spec);
    size *= size_of(space.axes_.back());
    if (size > kLargestSpace) {
      throw spec.problem(fmt::format("the grid has more than {} points", kLargestSpace),
                         "the grids of all parameters multiply", "use smaller grids");
    }
  }
  if (constraints) space.read_constraints(*constraints);
  return space;
}

void ParameterSpace::add(const std::string& name, const io::Document& spec) {
  const std::vector<std::string> earlier = names();
  if (spec.is_map() && spec.find("simplex")) {
    axes_.emplace_back(Simplex::read(name, spec));
  } else {
    axes_.emplace_back(Parameter::read(name, spec));
  }
  std::vector<std::string> seen = earlier;
  for (const std::string& one : names_of(axes_.back())) {
    if (std::ranges::find(seen, one) != seen.end()) {
      throw spec.problem(fmt::format("'{}' is declared twice", one), "", "rename one of them");
    }
    seen.push_back(one);
  }
}

void ParameterSpace::read_constraints(const io::Document& list) {
  std::vector<std::string> numbers, others;
  for (const Axis& axis : axes_) {
    for (std::string& name : names_of(axis)) {
      (is_number(axis) ? numbers : others).push_back(std::move(name));
    }
  }
  const Point start = default_point();
  for (const io::Document& item : list.items()) {
    constraints_.push_back(Constraint::read(item, numbers, others));
    if (constraints_.back().holds(start)) continue;
    throw item.problem("the default point violates it", constraints_.back().settings(start),
                       "give defaults that fulfil it");
  }
  if (!constraints_.empty()) find_allowed(list);
}

void ParameterSpace::find_allowed(const io::Document& list) {
  std::size_t count = 0;
  for (const Axis& axis : axes_) count += is_number(axis) ? names_of(axis).size() : 0;
  std::vector<double> numbers(count);
  for (std::size_t index = 0; index < product_size(); ++index) {
    numbers_at(axes_, index, numbers);
    if (std::ranges::all_of(constraints_,
                            [&](const Constraint& one) { return one.holds(numbers); })) {
      allowed_.push_back(static_cast<std::uint32_t>(index));
    }
  }
  if (!allowed_.empty()) return;
  throw list.problem("leave no grid point",
                     fmt::format("each of the {} violates one", product_size()),
                     "relax them or use other grids");
}

std::vector<std::string> ParameterSpace::names() const {
  std::vector<std::string> names;
  for (const Axis& axis : axes_) {
    for (std::string& name : names_of(axis)) names.push_back(std::move(name));
  }
  return names;
}

std::vector<std::pair<std::string, std::vector<std::string>>> ParameterSpace::declarations() const {
  std::vector<std::pair<std::string, std::vector<std::string>>> declarations;
  for (const Axis& axis : axes_) {
    declarations.emplace_back(key_of(axis), names_of(axis));
  }
  return declarations;
}

std::size_t ParameterSpace::dimensions() const {
  std::size_t count = 0;
  for (const Axis& axis : axes_) {
    count += names_of(axis).size() - (std::holds_alternative<Simplex>(axis) ? 1 : 0);
  }
  return count;
}

std::size_t ParameterSpace::product_size() const {
  std::size_t size = 1;
  for (const Axis& axis : axes_) size *= size_of(axis);
  return size;
}

std::size_t ParameterSpace::grid_size() const {
  return constraints_.empty() ? product_size() : allowed_.size();
}

Point ParameterSpace::grid_point(std::size_t index) const {
  SERVESWEEP_EXPECT(index < grid_size());
  return product_point(constraints_.empty() ? index : allowed_[index]);
}

Point ParameterSpace::product_point(std::size_t index) const {
  std::vector<std::size_t> choices(axes_.size());
  for (std::size_t i = axes_.size(); i-- > 0;) {
    choices[i] = index % size_of(axes_[i]);
    index /= size_of(axes_[i]);
  }
  PointValues values;
  for (std::size_t i = 0; i < axes_.size(); ++i) add_grid_values(axes_[i], choices[i], values);
  return Point(std::move(values));
}

Point ParameterSpace::default_point() const {
  PointValues values;
  for (const Axis& axis : axes_) add_default_values(axis, values);
  return Point(std::move(values));
}

Point ParameterSpace::point_of(const std::map<std::string, std::string>& settings,
                               const std::string& where) const {
  const PointSettings given(settings, where);
  given.check_names(names());
  PointValues values;
  for (const Axis& axis : axes_) {
    if (!given.any_of(names_of(axis))) {
      add_default_values(axis, values);
    } else if (const auto* simplex = std::get_if<Simplex>(&axis)) {
      add_shares(*simplex, given.shares_of(*simplex), values);
    } else {
      const auto& parameter = std::get<Parameter>(axis);
      values.emplace_back(parameter.name, given.value_of(parameter));
    }
  }
  Point point(std::move(values));
  for (const Constraint& constraint : constraints_) {
    if (constraint.holds(point)) continue;
    throw engine::Problem(where, fmt::format("violates the constraint {}", constraint.text()),
                          constraint.settings(point), "choose values that fulfil it");
  }
  return point;
}

io::Value ParameterSpace::to_value() const {
  io::Value value = io::Value::map();
  for (const Axis& axis : axes_) {
    std::visit([&](const auto& one) { value.set(one.name, one.to_value()); }, axis);
  }
  return value;
}

io::Value ParameterSpace::constraints_to_value() const {
  io::Value list = io::Value::list();
  for (const Constraint& constraint : constraints_) list.add(io::Value::text(constraint.text()));
  return list;
}

}  // namespace servesweep::sweep
