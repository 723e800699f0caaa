#pragma once

#include <cstdint>

#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// The load that the requests of one seed are: single requests and conversations, which count when
/// they start.
struct ArrivalSpan {
  std::int64_t starts = 0;
  double length_s = 0;  ///< from the first start to the last

  /// Starts per second; 0 if all come at once.
  [[nodiscard]] double rate_per_s() const {
    return length_s > 0 ? static_cast<double>(starts - 1) / length_s : 0;
  }
};

/// Of a workload and a seed, without simulating them. Problem where a recorded trace is wrong.
[[nodiscard]] ArrivalSpan arrival_span(const WorkloadFile& file, std::uint64_t seed);

/// When clients send their last request, about, from the workload's rate and caps alone: no seed is
/// drawn. Infinity if nothing tells, as of a recorded trace.
[[nodiscard]] double arrivals_end_s(const WorkloadFile& workload);

}  // namespace servesweep::sweep
