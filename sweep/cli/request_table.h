#pragma once

#include <string>
#include <vector>

#include "engine/metrics/request_record.h"
#include "io/table/table.h"
#include "sweep/cli/export_column.h"
#include "sweep/study/request_names.h"

namespace servesweep::sweep {

/// Columns of a request table for export; every field of RequestRecord, ids as names, the parts of
/// its latency as time_PART_us.
[[nodiscard]] const std::vector<ExportColumn>& request_columns();
/// Their names.
[[nodiscard]] const std::vector<std::string>& request_column_names();

/// One request in these columns; an empty cell where something did not happen, or was not recorded.
[[nodiscard]] std::vector<io::TableCell> request_cells(const engine::RequestRecord& record,
                                                       const RequestNames& names);

}  // namespace servesweep::sweep
