#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sweep/search/optimiser.h"
#include "tests/benchmark/search_problems.h"

namespace servesweep::benchmark {

/// How much a search may do, and how.
struct SearchBudget {
  std::size_t evaluations = 0;
  std::size_t batch = 1;  ///< points asked for at once
  /// Points under way at once: if these are more than a batch, they take log-normal times, and as
  /// soon as one is told, more is asked for. Otherwise a batch is told before the next is asked.
  std::size_t pending = 0;
};

/// How far one search has come.
struct SearchRun {
  std::size_t evaluations = 0;
  double hypervolume = 0;       ///< of the true objectives of all feasible points evaluated
  double proposal_seconds = 0;  ///< inside the optimiser, for all points together
  /// What a point cost: an equal share of asking for its batch, and one telling.
  struct Cost {
    std::size_t observations;  ///< told before
    double seconds;            ///< of the processor
  };
  std::vector<Cost> costs{};  ///< in the order of asking
};

/// Asks, evaluates and tells until the budget is spent or the optimiser has no more. What it is
/// told is the truth plus the problem's noise, which belongs to (seed, trial); it knows the noise's
/// variance, 0 if there is none.
[[nodiscard]] SearchRun run_search(const SearchProblem& problem, sweep::Optimiser& optimiser,
                                   const SearchBudget& budget, std::uint64_t seed);

}  // namespace servesweep::benchmark
