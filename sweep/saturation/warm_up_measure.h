#pragma once

#include <cstdint>
#include <vector>

#include "engine/scenario.h"
#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// Where the warm-up of a workload ends.
struct WarmUpMeasure {
  engine::TimeUs measure_from_us = 0;
  double cut_fraction = 0;    ///< share of the requests that arrive before that, mean over seeds
  bool is_stationary = true;  ///< else the cut would lie behind the middle, or nothing is long
                              ///< enough to tell: nothing is cut
};

/// No more seeds are simulated, the first ones: the mean of so many is smooth enough.
inline constexpr std::size_t kMostWarmUpSeeds = 32;

/// Finds where a workload's warm-up ends under a scenario: simulates it with each seed, takes the
/// mean over seeds of what the i-th request to arrive meets, i up to the number of requests of the
/// shortest run, and cuts each series by MSER-5: TTFT, E2E latency, and the number of requests in
/// the cluster (mser5_in_first_half()), on which rates depend and which takes as long to settle as
/// requests stay.
/// Averaging over replications first is Welch's way to see a transient through the noise (P. D.
/// Welch, "The statistical analysis of simulation results", 1983). The latest of the cuts counts,
/// and all seeds begin at the same time: when the last of them receives the first request behind
/// it. A place in which no seed has a value is left out. Same result for any number of threads.
/// Memory holds 32 bytes a request.
[[nodiscard]] WarmUpMeasure measure_warm_up(const engine::Scenario& scenario,
                                            const WorkloadFile& workload,
                                            const std::vector<std::uint64_t>& seeds, int threads);

}  // namespace servesweep::sweep
