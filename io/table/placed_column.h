#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "io/table/aligned_text.h"

namespace servesweep::io {

/// One column of a table and the room that it gets, in columns of a terminal.
struct PlacedColumn {
  TextColumn column;
  std::vector<std::string> header;  ///< its lines
  std::size_t body_width = 0;       ///< of the widest cell, unbroken
  std::size_t least_width = 0;      ///< below which words stick out, if its cells may be broken
  std::size_t width = 0;            ///< what it gets
};

/// Of columns two blanks apart.
[[nodiscard]] std::size_t total_width(const std::vector<PlacedColumn>& placed);

/// Gives every column its room. If all of them together are wider than `most`, headers are broken
/// between words, then prose, the widest column first, then any other cells, if that makes them
/// fit: else these stay whole, and the result is wider.
[[nodiscard]] std::vector<PlacedColumn> placed_columns(std::vector<TextColumn> columns,
                                                       std::size_t most);

/// Numbers of the columns for tables below one another: all in one, so that a verdict stands beside
/// its figures, unless that is wider than `most` and kWidestTable. Else each is up to `most` wide
/// where one column beside the first ones fits, and begins with the first columns by which all rows
/// can be told apart.
[[nodiscard]] std::vector<std::vector<std::size_t>> columns_of_blocks(
    const std::vector<TextColumn>& columns, std::size_t most);

}  // namespace servesweep::io
