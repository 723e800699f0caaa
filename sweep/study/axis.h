#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "sweep/study/condition.h"
#include "sweep/study/parameter.h"
#include "sweep/study/point.h"
#include "sweep/study/simplex.h"

namespace servesweep::sweep {

/// What moves independently of the rest: one parameter, or shares that add up to 1.
using Axis = std::variant<Parameter, Simplex>;

/// Its key in a strategy file.
[[nodiscard]] std::string key_of(const Axis& axis);
/// What `$name` may refer to: the key itself, or the names of the shares.
[[nodiscard]] std::vector<std::string> names_of(const Axis& axis);
/// The axis that declares a parameter or share; null if none does.
[[nodiscard]] const Axis* declaring(const std::string& name, const std::vector<Axis>& axes);
/// Where it exists; where it does not, it has its default and does not move.
[[nodiscard]] const Condition& condition_of(const Axis& axis);
/// Number of grid points; at least 1.
[[nodiscard]] std::size_t size_of(const Axis& axis);
/// Whether its values are numbers.
[[nodiscard]] bool is_number(const Axis& axis);

/// Append the values of its names: of a grid point (precondition: index < size_of()), its defaults,
/// or given shares of a simplex.
void add_grid_values(const Axis& axis, std::size_t index, PointValues& values);
void add_default_values(const Axis& axis, PointValues& values);
void add_shares(const Simplex& simplex, const std::vector<double>& shares, PointValues& values);

}  // namespace servesweep::sweep
