#pragma once

#include <cstdint>

#include "engine/simulate.h"
#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// How a cluster bears the load of one run, judged by the second half of the time in which load
/// starts to arrive; the first half warms the cluster up, and what comes behind it is the end.
struct LoadMeasure {
  double goodput = 0;     ///< share of the window's requests that completed within their targets
  double growth = 0;      ///< see backlog_growth()
  double arrival_s = 0;   ///< from the first to the last single request or conversation
  double stay_s = 0;      ///< mean time from the start to the end of one, pauses of users included
  double rate_per_s = 0;  ///< single requests and conversations per second of arrival_s
  std::int64_t requests = 0;
};

/// Simulates the requests of a workload and a seed on the scenario that `simulator` has. Memory
/// holds 24 bytes a request.
[[nodiscard]] LoadMeasure measure_load(engine::Simulator& simulator, const WorkloadFile& file,
                                       std::uint64_t seed);

}  // namespace servesweep::sweep
