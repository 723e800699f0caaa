#pragma once

#include <string>
#include <vector>

#include "sweep/cli/answer_format.h"
#include "sweep/cli/output.h"

namespace servesweep::sweep {

/// A column of an exported table: its name there, its unit ("" if none) and what it means.
struct ExportColumn {
  std::string name, unit, meaning;
};

[[nodiscard]] std::vector<std::string> names_of(const std::vector<ExportColumn>& columns);

/// One row per column: what the other rows of that export are.
void write_column_list(Output& out, const AnswerFormat& format,
                       const std::vector<ExportColumn>& columns);

/// What names planned runs (RunCells::columns()), with meanings.
[[nodiscard]] std::vector<ExportColumn> described(const std::vector<std::string>& run_cells);

}  // namespace servesweep::sweep
