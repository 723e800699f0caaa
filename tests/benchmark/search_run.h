#pragma once

#include <cstddef>
#include <cstdint>

#include "sweep/search/optimiser.h"
#include "tests/benchmark/search_problems.h"

namespace servesweep::benchmark {

/// How far one search has come.
struct SearchRun {
  std::size_t evaluations = 0;
  double hypervolume = 0;       ///< of the true objectives of all feasible points evaluated
  double proposal_seconds = 0;  ///< inside the optimiser, for all points together
};

/// Asks for `batch` points at a time, evaluates and tells them, up to `evaluations` or until the
/// optimiser has no more. What it is told is the truth plus the problem's noise, which belongs to
/// (seed, trial); it knows the noise's variance, 0 if there is none.
[[nodiscard]] SearchRun run_search(const SearchProblem& problem, sweep::Optimiser& optimiser,
                                   std::size_t evaluations, std::size_t batch, std::uint64_t seed);

}  // namespace servesweep::benchmark
