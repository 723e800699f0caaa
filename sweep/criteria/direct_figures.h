#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "engine/scenario.h"
#include "sweep/criteria/point_figures.h"
#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// A point on a workload with several seeds.
struct WantedFigures {
  std::size_t scenario = 0, workload = 0;  ///< positions in the lists
  std::vector<std::uint64_t> seeds{};      ///< in rising order
};

/// Figures of simulations that are in no plan (DirectRuns), in the order wanted: those of
/// `metrics`. `classes`: of all workloads. `threads`: 0 = as many as there are; no figure depends
/// on it.
[[nodiscard]] std::vector<FiguresOfMetrics> direct_figures(std::vector<engine::Scenario> scenarios,
                                                           std::vector<WorkloadFile> workloads,
                                                           const std::vector<WantedFigures>& wanted,
                                                           const std::set<std::string>& metrics,
                                                           const std::vector<std::string>& classes,
                                                           int threads);

}  // namespace servesweep::sweep
