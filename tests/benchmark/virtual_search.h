#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "sweep/tuning/director.h"
#include "tests/benchmark/search_problems.h"

namespace servesweep::benchmark {

/// Who runs what a search decides, in units of a run's median time.
struct VirtualLoad {
  std::size_t workers = 64;
  double log_deviation = 0.5;  ///< of the log-normal time of a run; its median is 1
  /// What a decision takes: so much for every second of the processor that it takes here, and so
  /// much for every trial. Workers go on meanwhile; what they finish is learned by a later
  /// decision, as in a real study.
  double per_processor_second = 0, per_trial = 0;
  std::uint64_t seed = 0;  ///< of run times and noise
};

/// How a search went.
struct VirtualSearch {
  std::vector<sweep::Decision> history{};
  std::size_t evaluations = 0;    ///< trials of which all runs were done and told
  std::size_t runs = 0;           ///< simulated
  std::size_t distinct_runs = 0;  ///< of these: other points or other seeds of them
  double hypervolume = 0;         ///< of the true objectives of all feasible points
  double time = 0;                ///< until the last run was done
  double thinking_time = 0;       ///< in which a decision was being made
  double busy = 0;                ///< share of the workers' time that they spent on runs
  double busy_deciding = 0;       ///< the same, until the last trials were decided
};

/// Leads a search of one strategy by the product's Director, on workers whose time is only counted.
/// Runs (see VirtualRuns) are numbered in the order of deciding.
/// `tuner`: of the problem's space; each attempt stands for itself.
[[nodiscard]] VirtualSearch run_virtual_search(const SearchProblem& problem,
                                               std::unique_ptr<sweep::Tuner> tuner,
                                               sweep::Pace pace, const VirtualLoad& load);

}  // namespace servesweep::benchmark
