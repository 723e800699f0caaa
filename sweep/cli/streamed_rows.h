#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/yaml/value.h"
#include "sweep/cli/answer_format.h"
#include "sweep/cli/row_writer.h"

namespace servesweep::sweep {

/// Rows of an answer of any size, in any format: CSV and JSON are written row by row, exactly;
/// tables for people have to be whole first.
class StreamedRows {
 public:
  /// `head`: a map, what the JSON document says beside its `rows`. Refers to `out`.
  StreamedRows(Output& out, const AnswerFormat& format, std::vector<std::string> columns,
               const io::Value& head);

  /// One cell per column; numbers that are not finite become empty (CSV) or null (JSON).
  void write(std::vector<io::TableCell> cells);
  /// Ends the document or table. Nothing is whole before this.
  void finish();

 private:
  Output& out_;
  AnswerFormat format_;
  std::vector<std::string> columns_;
  std::optional<RowWriter> lines_;
  std::optional<io::Table> table_;
  bool is_first_ = true;
};

}  // namespace servesweep::sweep
