#include "io/table/table.h"

#include "engine/base/contract.h"
#include "engine/base/problem.h"
#include "io/table/aligned_text.h"
#include "io/table/cell_text.h"
#include "io/table/table_text.h"

namespace servesweep::io {
namespace {

std::string escaped_for_markdown(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '|' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

}  // namespace

const std::string& machine_name(const TableColumn& column) {
  return column.key.empty() ? column.header : column.key;
}

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
      return render_text(false);
    case TableFormat::terminal:
      return render_text(true);
    case TableFormat::csv:
      return render_csv();
    case TableFormat::json_lines:
      return render_json_lines();
    case TableFormat::markdown:
      return render_markdown();
  }
  return "";
}

std::string Table::render_text(bool coloured) const {
  return table_text(*this, coloured, kTableColumns);
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
