#pragma once

#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <vector>

#include "engine/scenario.h"
#include "sweep/saturation/saturation_options.h"

namespace servesweep::sweep {

/// One rate that was tried.
struct RateTrial {
  double scale = 1;  ///< times the workload's own rate
  std::size_t seeds = 0;
  std::int64_t requests = 0;  ///< of the longest run
  SustainabilityVerdict verdict;
  double rate_per_s = 0, arrival_s = 0, stay_s = 0;  ///< means over seeds, see LoadMeasure
};

/// Judges whether a scenario sustains a workload at a rate: simulates it with a few seeds, all at
/// once, and twice as many each time that leaves it undecided. Independent of the number of
/// threads.
class RateJudge {
 public:
  static constexpr std::size_t kFirstSeeds = 4;

  /// The study's seeds come first, then the numbers behind the largest of them. A horizon of the
  /// scenario is ignored: what has arrived is served to the end.
  RateJudge(const engine::Scenario& scenario, const std::vector<std::uint64_t>& seeds,
            const SaturationOptions& options);

  [[nodiscard]] RateTrial judge(const WorkloadFile& workload, double scale);

  /// So far.
  [[nodiscard]] std::size_t simulations() const { return simulations_; }

 private:
  void measure_up_to(std::size_t count, const WorkloadFile& scaled,
                     std::vector<LoadMeasure>& measures);

  SustainabilityRule rule_;
  std::vector<std::uint64_t> seeds_;
  std::size_t simulations_ = 0;
  tbb::global_control parallelism_;  ///< allows more threads than there are cores
  tbb::task_arena arena_;
  tbb::enumerable_thread_specific<engine::Simulator> simulators_;
};

}  // namespace servesweep::sweep
