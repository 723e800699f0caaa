#pragma once

#include <cstddef>
#include <vector>

#include "sweep/search/optimiser_method.h"
#include "sweep/statistics/mean_interval.h"
#include "tests/benchmark/virtual_search.h"

namespace servesweep::benchmark {

/// A search to be repeated at one pace after the other.
struct PaceCase {
  const SearchProblem* problem = nullptr;
  sweep::OptimiserMethod method = sweep::OptimiserMethod::bayes;
  std::size_t points = 1;
  std::size_t runs_per_point = 1;
  std::size_t searches = 1;    ///< with seeds 0, 1, …
  std::size_t population = 0;  ///< of nsga2 and cmaes; 0: as studies have it
  VirtualLoad load{};          ///< but for its seed
};

/// What the searches at one pace came to.
struct PaceTrials {
  std::vector<double> hypervolumes{};  ///< by seed
  std::vector<double> busy{}, busy_deciding{}, times{};
  std::vector<double> thinking{};  ///< share of the time in which a decision was being made
  std::size_t evaluations = 0;     ///< of all searches together
  std::size_t decisions = 0, runs = 0, distinct_runs = 0;
};

[[nodiscard]] PaceTrials try_pace(const PaceCase& what, sweep::Pace pace);

/// Mean of `values` in units of the mean of `reference`, with an interval from their differences by
/// seed; the reference's mean counts as exact. Precondition: as many of both.
[[nodiscard]] sweep::MeanInterval relative_to(const std::vector<double>& reference,
                                              const std::vector<double>& values);

}  // namespace servesweep::benchmark
