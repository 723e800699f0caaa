#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "sweep/search/optimiser.h"
#include "sweep/search/optimiser_method.h"
#include "sweep/search/search_space.h"

namespace servesweep::sweep {

/// What a study may say about its search. A method ignores what does not concern it.
struct OptimiserOptions {
  std::uint64_t seed = 0;
  /// Points to be proposed before anything else, such as a strategy's default. Every method learns
  /// from what is told of them; forbidden ones are passed over.
  std::vector<UnitPoint> first{};
  /// Objective values that count as worthless, one per objective, for bayes; empty: a tenth beyond
  /// the worst of the Pareto set seen so far.
  std::vector<double> reference{};
  /// Points of a generation, for nsga2 and cmaes; 0: as usual for the method.
  std::size_t population = 0;
  /// How many points will be asked for in all, for latin_hypercube, whose design has so many.
  std::size_t evaluations = 0;
};

/// The only way to an optimiser that the rest of the program needs.
[[nodiscard]] std::unique_ptr<Optimiser> make_optimiser(OptimiserMethod method, SearchSpace space,
                                                        OptimiserOptions options = {});

}  // namespace servesweep::sweep
