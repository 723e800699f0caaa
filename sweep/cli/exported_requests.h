#pragma once

#include <vector>

#include "sweep/cli/export_column.h"
#include "sweep/cli/export_filter.h"
#include "sweep/cli/results.h"
#include "sweep/cli/streamed_rows.h"

namespace servesweep::sweep {

/// One row per request of every run whose table was kept, in plan order.
[[nodiscard]] std::vector<ExportColumn> exported_request_columns(const Results& results);
/// Holds the requests of one run at a time. Problem if the study keeps none.
void export_requests(const Results& results, const ExportFilter& filter, StreamedRows& writer);

}  // namespace servesweep::sweep
