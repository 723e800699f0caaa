#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/parameter_space.h"
#include "sweep/study/search_method.h"

namespace servesweep::sweep {

/// How a study searches.
///
/// YAML: {method: grid} or {method: defaults}; or
///   {method: random|sobol|latin-hypercube, points: 20, seed: 0}, of which the seed may be left
///   out. Random search is the bound for searchers: what is found in the same space with the same
///   number of points without learning from any (Bergstra and Bengio, JMLR 2012); or
///   {method: bayes|nsga2|cmaes|auto, points: 120}, which learn from what they tried, with optional
///     seed: 0
///     generation: 4      points of a strategy that are proposed together
///     ahead: 1           generations that may be under way when the next is proposed
///   or, in place of the last two,
///     asynchronous: 64   points of a strategy under way at once: a new one is proposed whenever
///                        another is done; or
///   {method: race, points: 64, first_seeds: 4, keep: 0.5, horizon: 0.25}: see RaceOptions.
struct Search {
  /// Problem (file:line: field) for anything that is not as above.
  [[nodiscard]] static Search read(const io::Document& node);

  /// The points of one strategy, the default point first; only that one for a baseline.
  /// Precondition: is_drawn(method).
  [[nodiscard]] std::vector<Point> draw(const ParameterSpace& space, const std::string& strategy,
                                        bool is_baseline) const;

  /// In the form that read() reads.
  [[nodiscard]] io::Value to_value() const;

  SearchMethod method = SearchMethod::grid;
  std::size_t points = 1;        ///< of each strategy but the baseline, where the method has them
  std::uint64_t seed = 0;        ///< of what is random in the search; no workload depends on it
  std::size_t generation = 0;    ///< 0: as is usual for the method
  std::size_t ahead = 0;         ///< of generations
  std::size_t asynchronous = 0;  ///< 0: by generations
  std::size_t first_seeds = 4;   ///< of a race
  double keep = 0.5;             ///< of a race
  double horizon = 1;            ///< of a race: see RaceOptions; 1: it has no short heats

 private:
  void read_learning(const io::Document& node);
  void read_race(const io::Document& node);
};

}  // namespace servesweep::sweep
