#pragma once

#include <string>
#include <vector>

#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// The names that ids in the request tables of one workload stand for.
struct RequestNames {
  /// Reads the trace again if only that knows them.
  [[nodiscard]] static RequestNames of(const WorkloadFile& workload);

  std::vector<std::string> classes, tenants;
};

}  // namespace servesweep::sweep
