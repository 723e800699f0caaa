#include "sweep/cli/streamed_rows.h"

#include "sweep/cli/cell_value.h"

namespace servesweep::sweep {
namespace {

io::Table empty_table(const std::vector<std::string>& columns) {
  std::vector<io::TableColumn> heads;
  for (const std::string& name : columns) heads.push_back({.header = name});
  return io::Table(std::move(heads));
}

/// The document's beginning: everything but its last brace, then the list's first bracket.
std::string opened(const io::Value& head) {
  std::string text = head.json();
  text.pop_back();
  return text + (text.size() > 1 ? "," : "") + "\"rows\":[";
}

}  // namespace

StreamedRows::StreamedRows(Output& out, const AnswerFormat& format,
                           std::vector<std::string> columns, const io::Value& head)
    : out_(out), format_(format), columns_(std::move(columns)) {
  if (format_.is_json()) {
    out_.write(opened(head));
  } else if (format_.is_csv() || format_.is_json_lines()) {
    lines_.emplace(out_, format_.table(), columns_);
  } else {
    table_.emplace(empty_table(columns_));
  }
}

void StreamedRows::write(std::vector<io::TableCell> cells) {
  if (lines_) {
    lines_->write(cells);
  } else if (table_) {
    for (io::TableCell& cell : cells) cell = finite_or_nothing(std::move(cell));
    table_->add_row(std::move(cells));
  } else {
    io::Value row = io::Value::map();
    for (std::size_t i = 0; i < columns_.size(); ++i) row.set(columns_[i], value_of(cells[i]));
    out_.write((is_first_ ? "\n" : ",\n") + row.json());
  }
  is_first_ = false;
}

void StreamedRows::finish() {
  if (table_) out_.write(table_->render(format_.table()));
  if (format_.is_json()) out_.write("\n]}\n");
}

}  // namespace servesweep::sweep
