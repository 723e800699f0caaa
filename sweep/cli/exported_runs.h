#pragma once

#include <vector>

#include "io/hdf5/study_index.h"
#include "sweep/cli/export_column.h"
#include "sweep/cli/export_filter.h"
#include "sweep/cli/results.h"
#include "sweep/cli/streamed_rows.h"

namespace servesweep::sweep {

/// One row per planned run, in plan order, with every metric.
[[nodiscard]] std::vector<ExportColumn> exported_run_columns(const Results& results);
void export_runs(Results& results, const ExportFilter& filter, StreamedRows& writer);

/// "done", "failed" or "missing".
[[nodiscard]] const char* status_word(io::RunStatus status);

}  // namespace servesweep::sweep
