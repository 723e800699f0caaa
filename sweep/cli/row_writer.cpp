#include "sweep/cli/row_writer.h"

#include <cmath>

#include "engine/base/contract.h"
#include "io/table/cell_text.h"

namespace servesweep::sweep {
namespace {

bool is_empty_cell(const io::TableCell& cell) {
  const double* number = std::get_if<double>(&cell);
  return number != nullptr && !std::isfinite(*number);
}

}  // namespace

RowWriter::RowWriter(Output& out, io::TableFormat format, std::vector<std::string> columns)
    : out_(out), format_(format), columns_(std::move(columns)) {
  SERVESWEEP_EXPECT(format == io::TableFormat::csv || format == io::TableFormat::json_lines);
  if (format_ != io::TableFormat::csv) return;
  for (const std::string& column : columns_) {
    line_ += (line_.empty() ? "" : ",") + io::csv_text(column);
  }
  out_.write(line_ + '\n');
}

void RowWriter::write(const std::vector<io::TableCell>& cells) {
  SERVESWEEP_EXPECT(cells.size() == columns_.size());
  const bool csv = format_ == io::TableFormat::csv;
  line_ = csv ? "" : "{";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line_ += ',';
    if (!csv) line_ += io::json_text(columns_[i]) + ':';
    if (is_empty_cell(cells[i])) {
      line_ += csv ? "" : "null";
    } else {
      line_ += csv ? io::csv_text(cells[i]) : io::json_text(cells[i]);
    }
  }
  line_ += csv ? "\n" : "}\n";
  out_.write(line_);
}

}  // namespace servesweep::sweep
