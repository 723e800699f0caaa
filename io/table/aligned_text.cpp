#include "io/table/aligned_text.h"

#include <algorithm>

#include "io/table/utf8.h"
#include "io/table/wrapped_text.h"

namespace servesweep::io {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kNarrowestProse = 10;

using Lines = std::vector<std::string>;

std::size_t widest(const Lines& lines) {
  std::size_t width = 0;
  for (const std::string& line : lines) width = std::max(width, display_width(line));
  return width;
}

/// A column and the width it gets.
struct Placed {
  TextColumn column;
  Lines header;
  std::size_t body_width = 0, width = 0;
  std::size_t least_width = 0;  ///< of prose
};

std::size_t total_width(const std::vector<Placed>& placed) {
  std::size_t total = placed.empty() ? 0 : kGap * (placed.size() - 1);
  for (const Placed& one : placed) total += one.width;
  return total;
}

/// Headers on several lines, no wider than the cells below if words allow.
void break_headers(std::vector<Placed>& placed) {
  for (Placed& one : placed) {
    one.header = wrapped_lines(one.column.header, std::max<std::size_t>(one.body_width, 1));
    one.width = std::max(one.body_width, widest(one.header));
  }
}

/// What cannot be broken stays within its column.
void find_least_widths(std::vector<Placed>& placed) {
  for (Placed& one : placed) {
    if (!one.column.wraps) continue;
    one.least_width = std::max(kNarrowestProse, widest(one.header));
    for (const std::string& cell : one.column.cells) {
      one.least_width = std::max(one.least_width, widest(wrapped_lines(cell, 1)));
    }
  }
}

/// Takes width from the widest column of prose until the table fits or all are narrow.
void narrow_prose(std::vector<Placed>& placed) {
  for (std::size_t total = total_width(placed); total > kTableColumns; --total) {
    Placed* widest_prose = nullptr;
    for (Placed& one : placed) {
      if (!one.column.wraps || one.width <= one.least_width) continue;
      if (widest_prose == nullptr || one.width > widest_prose->width) widest_prose = &one;
    }
    if (widest_prose == nullptr) return;
    --widest_prose->width;
  }
}

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
      blanks += kGap + (placed[i].column.is_right ? 0 : rest);
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

}  // namespace

std::string aligned_text(std::vector<TextColumn> columns) {
  std::vector<Placed> placed;
  for (TextColumn& column : columns) {
    Placed one{.column = std::move(column), .header = {}};
    one.header = {one.column.header};
    one.body_width = widest(one.column.cells);
    one.width = std::max(one.body_width, widest(one.header));
    placed.push_back(std::move(one));
  }
  if (total_width(placed) > kTableColumns) break_headers(placed);
  find_least_widths(placed);
  narrow_prose(placed);
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

}  // namespace servesweep::io
