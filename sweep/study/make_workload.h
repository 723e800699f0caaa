#pragma once

#include <cstdint>

#include "engine/workload/workload.h"
#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// The requests of a workload file and a seed: generated for clients, read for a trace. Problem
/// where the trace is wrong or has changed since the study was resolved.
[[nodiscard]] engine::Workload make_workload(const WorkloadFile& file, std::uint64_t seed);

/// Whether a run that keeps no request table should rather draw its requests when they are wanted
/// (engine::GeneratedRequests) than share them in memory: clients who send more than 100,000, as
/// far as rate and limits tell. They are the same requests either way.
[[nodiscard]] bool is_streamed(const WorkloadFile& file);

}  // namespace servesweep::sweep
