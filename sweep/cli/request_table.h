#pragma once

#include <string>
#include <vector>

#include "engine/metrics/request_record.h"
#include "io/table/table.h"
#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// The names that ids in the request tables of one workload stand for.
struct RequestNames {
  /// Reads the trace again if only that knows them.
  [[nodiscard]] static RequestNames of(const WorkloadFile& workload);

  std::vector<std::string> classes, tenants;
};

/// Column names of a request table for export; every field of RequestRecord, ids as names, the
/// parts of its latency as time_PART_us.
[[nodiscard]] const std::vector<std::string>& request_column_names();

/// One request in these columns; an empty cell where something did not happen, or was not recorded.
[[nodiscard]] std::vector<io::TableCell> request_cells(const engine::RequestRecord& record,
                                                       const RequestNames& names);

}  // namespace servesweep::sweep
