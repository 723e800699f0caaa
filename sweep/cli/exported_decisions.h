#pragma once

#include <vector>

#include "sweep/cli/export_column.h"
#include "sweep/cli/export_filter.h"
#include "sweep/cli/results.h"
#include "sweep/cli/streamed_rows.h"

namespace servesweep::sweep {

/// What a study has decided while it ran, in order: one row per trial of its search, then one per
/// point and workload that got further seeds.
[[nodiscard]] std::vector<ExportColumn> exported_decision_columns(const Results& results);
/// Problem if the study decides nothing.
void export_decisions(const Results& results, const ExportFilter& filter, StreamedRows& writer);

}  // namespace servesweep::sweep
