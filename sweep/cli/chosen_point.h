#pragma once

#include <vector>

#include "sweep/cli/command_line.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// What the options --strategy, --workload and --set of a verb pick from a study: the baseline, the
/// first workload and the default point without them. Problem that names the option otherwise.
[[nodiscard]] std::size_t chosen_strategy(const CommandLine& line, const Study& study);
[[nodiscard]] std::size_t chosen_workload(const CommandLine& line,
                                          const std::vector<WorkloadFile>& workloads);
[[nodiscard]] Point chosen_point(const CommandLine& line, const Study& study, std::size_t strategy);

}  // namespace servesweep::sweep
