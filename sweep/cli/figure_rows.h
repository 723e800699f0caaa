#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "io/table/table.h"
#include "io/yaml/value.h"
#include "sweep/cli/cell_value.h"

namespace servesweep::sweep {

/// A column of an export that has one row per figure, whatever a figure is.
template <class Figure>
struct FigureColumn {
  const char* name;
  std::function<io::TableCell(const Figure&)> cell;
};

/// A table of these columns. `each`: calls what it is given for every figure, in order.
template <class Figure, class Each>
[[nodiscard]] io::Table table_of_figures(const std::vector<FigureColumn<Figure>>& columns,
                                         Each&& each) {
  std::vector<io::TableColumn> heads;
  heads.reserve(columns.size());
  for (const auto& column : columns) heads.push_back({.header = column.name});
  io::Table table(heads);
  each([&](const Figure& figure) {
    std::vector<io::TableCell> cells;
    cells.reserve(columns.size());
    for (const auto& column : columns) cells.push_back(finite_or_nothing(column.cell(figure)));
    table.add_row(std::move(cells));
  });
  return table;
}

/// The same as a list of objects.
template <class Figure, class Each>
[[nodiscard]] io::Value list_of_figures(const std::vector<FigureColumn<Figure>>& columns,
                                        Each&& each) {
  io::Value rows = io::Value::list();
  each([&](const Figure& figure) {
    io::Value row = io::Value::map();
    for (const auto& column : columns) row.set(column.name, value_of(column.cell(figure)));
    rows.add(std::move(row));
  });
  return rows;
}

}  // namespace servesweep::sweep
