#pragma once

#include <cstdint>

#include "engine/scenario.h"
#include "engine/workload/workload_spec.h"

namespace servesweep::benchmark {

/// What runs of every size have in common; each size is measured `repeats` times.
struct StreamedLoad {
  engine::Scenario scenario;
  engine::WorkloadSpec spec;
  int repeats = 1;
};

struct StreamedSize {
  std::int64_t requests = 0;
  std::int32_t instances = 8;
};

/// Least of the repetitions.
struct StreamedCost {
  double run_ms = 0;   ///< drawing included
  double draw_ms = 0;  ///< drawing the requests and nothing else
  std::int64_t completed = 0;
  double peak_mb = 0;  ///< the most memory the process ever held, program included
};

/// Simulates so many requests on so many instances at 100 requests/s each, in a process of its own.
/// Requests are drawn when they arrive; no request records. The load lasts as long as there are
/// requests, so that larger sizes last longer and are no heavier.
[[nodiscard]] StreamedCost streamed_run(StreamedSize size, const StreamedLoad& load);

}  // namespace servesweep::benchmark
