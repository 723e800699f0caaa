#include "io/table/table_text.h"

#include <vector>

#include "io/table/aligned_text.h"
#include "io/table/cell_text.h"

namespace servesweep::io {

std::string display_header(const TableColumn& column) {
  return column.unit.empty() ? column.header : column.header + " (" + column.unit + ")";
}

std::string table_text(const Table& table, bool coloured, std::size_t most) {
  std::vector<TextColumn> columns;
  for (std::size_t i = 0; i < table.columns().size(); ++i) {
    const TableColumn& column = table.columns()[i];
    TextColumn& shown =
        columns.emplace_back(TextColumn{.header = display_header(column),
                                        .is_right = column.alignment == Alignment::right,
                                        .wraps = column.wraps});
    for (const std::vector<TableCell>& row : table.cells()) {
      shown.cells.push_back(display_text(row[i], column.significant_digits));
      const bool has_tone = coloured && column.tone != nullptr;
      shown.tones.push_back(has_tone ? column.tone(shown.cells.back()) : Tone::plain);
    }
  }
  return aligned_text(columns, most);
}

}  // namespace servesweep::io
