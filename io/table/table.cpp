#include "io/table/table.h"

#include <algorithm>

#include "engine/base/contract.h"
#include "engine/base/problem.h"
#include "io/table/cell_text.h"
#include "io/table/utf8.h"

namespace servesweep::io {
namespace {

std::string display_header(const TableColumn& column) {
  return column.unit.empty() ? column.header : column.header + " (" + column.unit + ")";
}

const std::string& machine_name(const TableColumn& column) {
  return column.key.empty() ? column.header : column.key;
}

/// `text` padded with blanks to `width` terminal columns.
std::string padded(const std::string& text, std::size_t width, Alignment alignment) {
  const std::string blanks(width - std::min(width, display_width(text)), ' ');
  return alignment == Alignment::left ? text + blanks : blanks + text;
}

std::string escaped_for_markdown(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '|' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

}  // namespace

TableFormat table_format_of(std::string_view name) {
  if (name == "text") return TableFormat::text;
  if (name == "csv") return TableFormat::csv;
  if (name == "jsonl") return TableFormat::json_lines;
  if (name == "markdown") return TableFormat::markdown;
  throw engine::Problem("", "unknown table format '" + std::string(name) + "'", "",
                        engine::suggest_name(name, {"text", "csv", "jsonl", "markdown"}));
}

Table::Table(std::vector<TableColumn> columns) : columns_(std::move(columns)) {}

void Table::add_row(std::vector<TableCell> cells) {
  SERVESWEEP_EXPECT(cells.size() == columns_.size());
  rows_.push_back(std::move(cells));
}

std::string Table::render(TableFormat format) const {
  switch (format) {
    case TableFormat::text:
      return render_text();
    case TableFormat::csv:
      return render_csv();
    case TableFormat::json_lines:
      return render_json_lines();
    case TableFormat::markdown:
      return render_markdown();
  }
  return "";
}

std::string Table::render_text() const {
  std::vector<std::vector<std::string>> lines(2 + rows_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    lines[0].push_back(display_header(columns_[i]));
    std::size_t width = display_width(lines[0][i]);
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      lines[2 + row].push_back(display_text(rows_[row][i], columns_[i].significant_digits));
      width = std::max(width, display_width(lines[2 + row][i]));
    }
    lines[1].push_back(std::string(width, '-'));
    for (std::vector<std::string>& line : lines)
      line[i] = padded(line[i], width, columns_[i].alignment);
  }
  std::string text;
  for (const std::vector<std::string>& line : lines) {
    std::string joined;
    for (const std::string& cell : line) joined += (joined.empty() ? "" : "  ") + cell;
    joined.erase(joined.find_last_not_of(' ') + 1);
    text += joined + '\n';
  }
  return text;
}

std::string Table::render_csv() const {
  std::string text;
  for (const TableColumn& column : columns_) {
    text += (&column == columns_.data() ? "" : ",") + csv_text(machine_name(column));
  }
  text += '\n';
  for (const std::vector<TableCell>& row : rows_) {
    for (const TableCell& cell : row) text += (&cell == row.data() ? "" : ",") + csv_text(cell);
    text += '\n';
  }
  return text;
}

std::string Table::render_json_lines() const {
  std::string text;
  for (const std::vector<TableCell>& row : rows_) {
    text += '{';
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += (i == 0 ? "" : ",") + json_text(machine_name(columns_[i])) + ':' + json_text(row[i]);
    }
    text += "}\n";
  }
  return text;
}

std::string Table::render_markdown() const {
  std::string header = "|";
  std::string rule = "|";
  for (const TableColumn& column : columns_) {
    header += ' ' + escaped_for_markdown(display_header(column)) + " |";
    rule += column.alignment == Alignment::left ? " --- |" : " ---: |";
  }
  std::string text = header + '\n' + rule + '\n';
  for (const std::vector<TableCell>& row : rows_) {
    text += '|';
    for (std::size_t i = 0; i < row.size(); ++i) {
      text +=
          ' ' + escaped_for_markdown(display_text(row[i], columns_[i].significant_digits)) + " |";
    }
    text += '\n';
  }
  return text;
}

}  // namespace servesweep::io
