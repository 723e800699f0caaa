#include "sweep/cli/cell_value.h"

#include <cmath>
#include <limits>

namespace servesweep::sweep {

io::TableCell finite_or_nothing(io::TableCell cell) {
  const double* number = std::get_if<double>(&cell);
  if (number != nullptr && !std::isfinite(*number)) cell = std::monostate();
  return cell;
}

io::TableCell count_cell(std::size_t count) {
  return static_cast<std::int64_t>(count);
}

io::Value value_of(const io::TableCell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return io::Value::text(*text);
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return io::Value::integer(*whole);
  if (const auto* truth = std::get_if<bool>(&cell)) return io::Value::boolean(*truth);
  const auto* number = std::get_if<double>(&cell);
  return io::Value::number(number != nullptr ? *number : std::numeric_limits<double>::quiet_NaN());
}

io::Value rows_value(const io::Table& table) {
  io::Value rows = io::Value::list();
  for (const std::vector<io::TableCell>& cells : table.cells()) {
    io::Value row = io::Value::map();
    for (std::size_t i = 0; i < cells.size(); ++i) {
      row.set(io::machine_name(table.columns()[i]), value_of(cells[i]));
    }
    rows.add(std::move(row));
  }
  return rows;
}

}  // namespace servesweep::sweep
