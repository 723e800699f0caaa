#include "io/table/placed_column.h"

#include <algorithm>
#include <set>

#include "io/table/utf8.h"
#include "io/table/wrapped_text.h"

namespace servesweep::io {
namespace {

constexpr std::size_t kNarrowestProse = 10;

std::size_t widest(const std::vector<std::string>& lines) {
  std::size_t width = 0;
  for (const std::string& line : lines) width = std::max(width, display_width(line));
  return width;
}

/// Headers on several lines, no wider than the cells below if words allow.
void break_headers(std::vector<PlacedColumn>& placed) {
  for (PlacedColumn& one : placed) {
    one.header = wrapped_lines(one.column.header, std::max<std::size_t>(one.body_width, 1));
    one.width = std::max(one.body_width, widest(one.header));
  }
}

/// What cannot be broken stays within its column.
void find_least_width(PlacedColumn& one) {
  if (!one.column.wraps) return;
  one.least_width = std::max(kNarrowestProse, widest(one.header));
  for (const std::string& cell : one.column.cells) {
    one.least_width = std::max(one.least_width, widest(wrapped_lines(cell, 1)));
  }
}

/// Takes width from the widest column that may be broken until the table fits or all are narrow.
void narrow(std::vector<PlacedColumn>& placed, std::size_t most) {
  for (PlacedColumn& one : placed) find_least_width(one);
  for (std::size_t total = total_width(placed); total > most; --total) {
    PlacedColumn* widest_prose = nullptr;
    for (PlacedColumn& one : placed) {
      if (!one.column.wraps || one.width <= one.least_width) continue;
      if (widest_prose == nullptr || one.width > widest_prose->width) widest_prose = &one;
    }
    if (widest_prose == nullptr) return;
    --widest_prose->width;
  }
}

/// How many of the first columns tell rows apart, where an empty cell is as the one above; all if
/// they are too wide to be repeated.
std::size_t key_columns(const std::vector<PlacedColumn>& placed, std::size_t most) {
  const std::size_t rows = placed.empty() ? 0 : placed.front().column.cells.size();
  std::vector<std::vector<std::string>> keys(rows);
  std::size_t width = 0;
  for (std::size_t i = 0; i < placed.size(); ++i) {
    width += placed[i].width + kColumnGap;
    if (2 * width > most) return placed.size();
    for (std::size_t row = 0; row < rows; ++row) {
      const std::string& cell = placed[i].column.cells[row];
      keys[row].push_back(cell.empty() && row > 0 ? keys[row - 1][i] : cell);
    }
    if (std::set(keys.begin(), keys.end()).size() == rows) return i + 1;
  }
  return placed.size();
}

}  // namespace

std::size_t total_width(const std::vector<PlacedColumn>& placed) {
  std::size_t total = placed.empty() ? 0 : kColumnGap * (placed.size() - 1);
  for (const PlacedColumn& one : placed) total += one.width;
  return total;
}

std::vector<PlacedColumn> placed_columns(std::vector<TextColumn> columns, std::size_t most) {
  std::vector<PlacedColumn> placed;
  for (TextColumn& column : columns) {
    PlacedColumn one{.column = std::move(column), .header = {}};
    one.header = {one.column.header};
    one.body_width = widest(one.column.cells);
    one.width = std::max(one.body_width, widest(one.header));
    placed.push_back(std::move(one));
  }
  if (total_width(placed) > most) break_headers(placed);
  narrow(placed, most);
  if (total_width(placed) <= most) return placed;
  std::vector<PlacedColumn> broken = placed;
  for (PlacedColumn& one : broken) one.column.wraps = true;
  narrow(broken, most);
  return total_width(broken) <= most ? broken : placed;
}

std::vector<std::vector<std::size_t>> columns_of_blocks(const std::vector<TextColumn>& columns,
                                                        std::size_t most) {
  const std::vector<PlacedColumn> placed = placed_columns(columns, most);
  const bool stays_whole = total_width(placed) <= std::max(most, kWidestTable);
  const std::size_t keys = stays_whole ? placed.size() : key_columns(placed, most);
  std::vector<std::size_t> key(keys);
  std::size_t key_width = 0;
  for (std::size_t i = 0; i < keys; ++i) {
    key[i] = i;
    key_width += (i > 0 ? kColumnGap : 0) + placed[i].width;
  }
  std::vector<std::vector<std::size_t>> blocks = {key};
  std::size_t width = key_width;
  for (std::size_t i = keys; i < placed.size(); ++i) {
    const PlacedColumn& one = placed[i];
    // Only prose is broken again: in a table of its own everything else has room.
    const std::size_t needed =
        kColumnGap + (columns[i].wraps ? one.width : std::max(one.body_width, one.width));
    if (width + needed > most && blocks.back().size() > keys) {
      blocks.push_back(key);
      width = key_width;
    }
    blocks.back().push_back(i);
    width += needed;
  }
  return blocks;
}

}  // namespace servesweep::io
