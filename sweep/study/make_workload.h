#pragma once

#include <cstdint>

#include "engine/workload/workload.h"
#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// The requests of a workload file and a seed: generated for clients, read for a trace. Problem
/// where the trace is wrong or has changed since the study was resolved.
[[nodiscard]] engine::Workload make_workload(const WorkloadFile& file, std::uint64_t seed);

}  // namespace servesweep::sweep
