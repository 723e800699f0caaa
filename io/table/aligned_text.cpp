#include "io/table/aligned_text.h"

#include <algorithm>

#include "io/table/placed_column.h"
#include "io/table/utf8.h"
#include "io/table/wrapped_text.h"

namespace servesweep::io {
namespace {

using Lines = std::vector<std::string>;
using Placed = PlacedColumn;

std::string in_tone(const std::string& text, Tone tone) {
  if (tone == Tone::plain || text.empty()) return text;
  return (tone == Tone::good ? "\x1b[32m" : "\x1b[31m") + text + "\x1b[0m";
}

/// One row of cells, each of as many lines as it takes. `tones` may be empty.
std::string row_text(const std::vector<Placed>& placed, const std::vector<Lines>& cells,
                     const std::vector<Tone>& tones) {
  std::size_t height = 1;
  for (const Lines& lines : cells) height = std::max(height, lines.size());
  std::string text;
  for (std::size_t line = 0; line < height; ++line) {
    std::string joined;
    std::size_t blanks = 0;  // put down only if something follows
    for (std::size_t i = 0; i < placed.size(); ++i) {
      const std::string shown = line < cells[i].size() ? cells[i][line] : "";
      const std::size_t width = display_width(shown);
      const std::size_t rest = placed[i].width - std::min(placed[i].width, width);
      if (placed[i].column.is_right) blanks += rest;
      if (!shown.empty()) {
        joined += std::string(blanks, ' ') + in_tone(shown, tones.empty() ? Tone::plain : tones[i]);
        blanks = 0;
      }
      blanks += kColumnGap + (placed[i].column.is_right ? 0 : rest);
    }
    text += joined + '\n';
  }
  return text;
}

/// The lines of headers stand on the rule.
std::string header_text(const std::vector<Placed>& placed) {
  std::size_t height = 1;
  std::vector<Lines> cells, rules;
  for (const Placed& one : placed) height = std::max(height, one.header.size());
  for (const Placed& one : placed) {
    Lines lines(height - one.header.size());
    lines.insert(lines.end(), one.header.begin(), one.header.end());
    cells.push_back(std::move(lines));
    rules.push_back({std::string(one.width, '-')});
  }
  return row_text(placed, cells, {}) + row_text(placed, rules, {});
}

/// One table, however wide.
std::string block_text(const std::vector<Placed>& placed) {
  std::string text = header_text(placed);
  const std::size_t rows = placed.empty() ? 0 : placed.front().column.cells.size();
  for (std::size_t row = 0; row < rows; ++row) {
    std::vector<Lines> cells;
    std::vector<Tone> tones;
    for (const Placed& one : placed) {
      const std::string& cell = one.column.cells[row];
      cells.push_back(one.column.wraps ? wrapped_lines(cell, one.width) : Lines{cell});
      tones.push_back(one.column.tones[row]);
    }
    text += row_text(placed, cells, tones);
  }
  return text;
}

}  // namespace

std::string aligned_text(const std::vector<TextColumn>& columns, std::size_t most) {
  std::string text;
  for (const std::vector<std::size_t>& block : columns_of_blocks(columns, most)) {
    std::vector<TextColumn> own;
    for (const std::size_t i : block) own.push_back(columns[i]);
    text += (text.empty() ? "" : "\n") + block_text(placed_columns(std::move(own), most));
  }
  return text;
}

}  // namespace servesweep::io
