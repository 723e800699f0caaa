#include "sweep/cli/parameter_rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "sweep/cli/figure_column.h"
#include "sweep/study/parameter_value.h"

namespace servesweep::sweep {
namespace {

/// Name, values, scale and default.
std::vector<io::TableCell> cells_of(const Parameter& parameter) {
  std::string values;
  if (parameter.range) {
    values = fmt::format("{}{} to {}", parameter.type == ParameterType::integer ? "whole " : "",
                         text_of(parameter.range->low), text_of(parameter.range->high));
  } else {
    for (const engine::ParameterValue& value : parameter.grid) {
      values += (values.empty() ? "" : ", ") + text_of(value);
    }
  }
  return {parameter.name, values, parameter.scale_word(), text_of(parameter.default_value())};
}

std::vector<io::TableCell> cells_of(const Simplex& simplex) {
  std::vector<std::string> shares;
  for (const double share : simplex.default_shares()) shares.push_back(text_of(share));
  const std::string values =
      simplex.steps == 0 ? "shares of 1" : fmt::format("shares of 1 in {} steps", simplex.steps);
  return {simplex.names_text(), values, std::string(), fmt::format("{}", fmt::join(shares, ", "))};
}

}  // namespace

io::Table parameter_rows(const ParameterSpace& space) {
  const bool conditional = std::ranges::any_of(
      space.axes(), [](const Axis& axis) { return !condition_of(axis).empty(); });
  std::vector<io::TableColumn> columns = {
      {.header = "parameter"}, prose_column("values"), {.header = "scale"}, {.header = "default"}};
  if (conditional) columns.push_back({.header = "when"});
  columns.push_back(prose_column("meaning"));
  io::Table table(std::move(columns));
  for (const Axis& axis : space.axes()) {
    auto cells = std::visit([](const auto& one) { return cells_of(one); }, axis);
    if (conditional) cells.emplace_back(condition_of(axis).text());
    cells.emplace_back(std::visit([](const auto& one) { return one.meaning; }, axis));
    table.add_row(std::move(cells));
  }
  return table;
}

}  // namespace servesweep::sweep
