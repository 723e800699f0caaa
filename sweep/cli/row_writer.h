#pragma once

#include <string>
#include <vector>

#include "io/table/table.h"
#include "sweep/cli/output.h"

namespace servesweep::sweep {

/// Writes rows one by one, exactly: CSV with a header line, or one JSON object per line. For tables
/// that do not fit into memory.
class RowWriter {
 public:
  /// `format`: csv or json_lines. Refers to `out`.
  RowWriter(Output& out, io::TableFormat format, std::vector<std::string> columns);

  /// One cell per column; numbers that are not finite become empty (CSV) or null (JSON).
  void write(const std::vector<io::TableCell>& cells);

 private:
  Output& out_;
  io::TableFormat format_;
  std::vector<std::string> columns_;
  std::string line_;
};

}  // namespace servesweep::sweep
