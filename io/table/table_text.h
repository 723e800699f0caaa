#pragma once

#include <cstddef>
#include <string>

#include "io/table/table.h"

namespace servesweep::io {

/// A table as aligned columns, in colours if wanted, broken where they would need more than `most`
/// columns of a terminal; see aligned_text().
[[nodiscard]] std::string table_text(const Table& table, bool coloured, std::size_t most);

/// What stands above a column for people: its header and its unit.
[[nodiscard]] std::string display_header(const TableColumn& column);

}  // namespace servesweep::io
