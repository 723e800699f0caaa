#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/scenario.h"
#include "sweep/explanation/seed_decomposition.h"
#include "sweep/run/direct_runs.h"
#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// Names of the SLO classes of a workload, in the order of the ids in its request tables.
[[nodiscard]] std::vector<std::string> class_names(const WorkloadFile& workload);

/// Two scenarios of a DirectRuns on one of its workloads.
struct ScenarioPair {
  std::size_t strategy = 0, baseline = 0, workload = 0;  ///< positions in its lists
};

/// Simulates both scenarios with request tables on every seed and decomposes each seed's
/// differences, in the order of `seeds`. Holds the tables of about a million requests at a time, or
/// of one seed; takes as many threads as `direct` may. `cost`: of the baseline.
[[nodiscard]] std::vector<std::vector<CellDifference>> compare_requests(
    DirectRuns& direct, const ScenarioPair& pair, std::span<const std::uint64_t> seeds,
    std::size_t classes, const engine::LatencyModel& cost, const CellFilter& wanted = {});

}  // namespace servesweep::sweep
