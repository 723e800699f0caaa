#include "sweep/study/parameter_space.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/problem.h"
#include "sweep/study/condition_text.h"
#include "sweep/study/parameter_value.h"
#include "sweep/study/point_settings.h"

namespace servesweep::sweep {
namespace {

/// The numbers of a grid point, in the order of Constraint's positions.
void numbers_at(const std::vector<Axis>& axes, const ChoiceGrid::Choices& choices,
                std::vector<std::optional<double>>& numbers) {
  numbers.clear();
  for (std::size_t i = 0; i < axes.size(); ++i) {
    if (!is_number(axes[i])) continue;
    if (!choices[i]) {
      numbers.resize(numbers.size() + names_of(axes[i]).size());
    } else if (const auto* simplex = std::get_if<Simplex>(&axes[i])) {
      const std::vector<double>& shares = simplex->grid[*choices[i]];
      numbers.insert(numbers.end(), shares.begin(), shares.end());
    } else {
      numbers.emplace_back(std::get<double>(std::get<Parameter>(axes[i]).grid[*choices[i]]));
    }
  }
}

/// What the condition of the last axis means for the choices of those before it.
std::vector<ChoiceGrid::Requirement> requirements_of_last(const std::vector<Axis>& axes) {
  std::vector<ChoiceGrid::Requirement> requirements;
  const Condition& condition = condition_of(axes.back());
  for (std::size_t i = 0; i + 1 < axes.size(); ++i) {
    const auto* parameter = std::get_if<Parameter>(&axes[i]);
    if (parameter == nullptr || !condition.names(parameter->name)) continue;
    ChoiceGrid::Requirement& one = requirements.emplace_back();
    one.list = i;
    for (const engine::ParameterValue& value : parameter->grid) {
      one.choices.push_back(condition.admits(parameter->name, value));
    }
  }
  return requirements;
}

/// Problem unless the last values, those of the axis, are what the others allow it.
void check_exists(const Axis& axis, const PointValues& values, const std::string& where) {
  const Condition::Clause* const unmet = condition_of(axis).unmet(values);
  if (unmet == nullptr) return;
  PointValues defaults;
  add_default_values(axis, defaults);
  const auto given = values.end() - static_cast<std::ptrdiff_t>(defaults.size());
  for (std::size_t i = 0; i < defaults.size(); ++i) {
    const auto& [name, value] = given[static_cast<std::ptrdiff_t>(i)];
    if (value == defaults[i].second) continue;
    throw engine::Problem(
        where, fmt::format("{} = {} has no effect", name, text_of(value)),
        fmt::format("it exists only when {}", condition_of(axis).text()),
        fmt::format("leave it out, or set {} = {}", unmet->name, text_of(unmet->values[0])));
  }
}

}  // namespace

ParameterSpace ParameterSpace::read(const io::Document& parameters,
                                    const std::optional<io::Document>& constraints) {
  ParameterSpace space;
  constexpr std::size_t kMostAxes = 1'000;
  std::vector<std::string> later;
  for (const auto& [name, spec] : parameters.entries()) later.push_back(name);
  if (later.size() > kMostAxes) {
    throw parameters.problem(fmt::format("has {} parameters", later.size()),
                             fmt::format("a strategy takes at most {}", kMostAxes),
                             "fix most of them");
  }
  for (const auto& [name, spec] : parameters.entries()) {
    later.erase(later.begin());
    space.add(name, spec, later);
    space.add_to_grid(spec);
  }
  if (constraints) space.read_constraints(*constraints);
  return space;
}

void ParameterSpace::add(const std::string& name, const io::Document& spec,
                         const std::vector<std::string>& later) {
  std::vector<std::string> seen = names();
  const bool is_simplex = spec.is_map() && spec.find("simplex");
  Axis axis = is_simplex ? Axis(Simplex::read(name, spec)) : Axis(Parameter::read(name, spec));
  for (const std::string& one : names_of(axis)) {
    if (std::ranges::find(seen, one) != seen.end()) {
      throw spec.problem(fmt::format("'{}' is declared twice", one), "", "rename one of them");
    }
    seen.push_back(one);
  }
  if (const auto when = spec.find("when")) {
    Condition condition = read_condition(*when, axes_, names_of(axis), later);
    std::visit([&](auto& one) { one.when = std::move(condition); }, axis);
  }
  axes_.push_back(std::move(axis));
}

void ParameterSpace::add_to_grid(const io::Document& spec) {
  if (grid_.add(size_of(axes_.back()), requirements_of_last(axes_))) return;
  throw spec.problem(fmt::format("the grid has more than {} points", kLargestGrid),
                     "the grids of all parameters multiply", "use smaller grids");
}

void ParameterSpace::read_constraints(const io::Document& list) {
  const Point start = default_point();
  for (const io::Document& item : list.items()) {
    constraints_.push_back(Constraint::read(item, axes_));
    if (constraints_.back().holds(start)) continue;
    throw item.problem("the default point violates it", constraints_.back().settings(start),
                       "give defaults that fulfil it");
  }
  if (!constraints_.empty()) leave_out(list);
}

void ParameterSpace::leave_out(const io::Document& list) {
  const std::size_t all = grid_.size();
  std::vector<std::optional<double>> numbers;
  grid_.keep_if([&](const ChoiceGrid::Choices& choices) {
    numbers_at(axes_, choices, numbers);
    return std::ranges::all_of(constraints_,
                               [&](const Constraint& one) { return one.holds(numbers); });
  });
  left_out_ = all - grid_.size();
  if (grid_.size() > 0) return;
  throw list.problem("leave no grid point", fmt::format("each of the {} violates one", all),
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

Point ParameterSpace::grid_point(std::size_t index) const {
  const ChoiceGrid::Choices choices = grid_.at(index);
  PointValues values;
  for (std::size_t i = 0; i < axes_.size(); ++i) {
    if (choices[i]) {
      add_grid_values(axes_[i], *choices[i], values);
    } else {
      add_default_values(axes_[i], values);
    }
  }
  return Point(std::move(values));
}

Point ParameterSpace::default_point() const {
  PointValues values;
  for (const Axis& axis : axes_) add_default_values(axis, values);
  return Point(std::move(values));
}

bool ParameterSpace::allows(const Point& point) const {
  return std::ranges::all_of(constraints_, [&](const Constraint& one) { return one.holds(point); });
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
    check_exists(axis, values, where);
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
