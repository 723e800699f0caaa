#pragma once

#include <vector>

#include "sweep/cli/export_column.h"
#include "sweep/cli/export_filter.h"
#include "sweep/cli/results.h"
#include "sweep/cli/streamed_rows.h"

namespace servesweep::sweep {

/// One row per point and workload, in the order of points: its parameters, how many of its runs
/// are there, and the mean of every metric over those that are done.
[[nodiscard]] std::vector<ExportColumn> exported_point_columns(const Results& results);
/// A mean over values of which one is undefined is undefined: an empty cell. The filter of seeds
/// decides which runs count.
void export_points(Results& results, const ExportFilter& filter, StreamedRows& writer);

}  // namespace servesweep::sweep
