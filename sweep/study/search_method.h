#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace servesweep::sweep {

/// How the points of a strategy are chosen.
enum class SearchMethod : std::uint8_t {
  grid,             ///< every grid point
  defaults,         ///< one, all parameters at their defaults
  random,           ///< the default point and random ones
  sobol,            ///< the default point and those of a scrambled Sobol' sequence
  latin_hypercube,  ///< the default point and a Latin hypercube
  bayes,            ///< learns: Gaussian processes, expected gain of hypervolume
  nsga2,            ///< learns: a population, by dominance
  cmaes,            ///< learns: a normal distribution that moves to where it is better
  race,             ///< learns: many points on few seeds, the better half on more
  automatic         ///< one of the others, by what a run costs
};

/// The words of study files.
[[nodiscard]] const std::vector<std::pair<std::string, SearchMethod>>& search_methods();
[[nodiscard]] std::string name_of(SearchMethod method);

/// Whether `points` of a strategy are drawn before anything runs.
[[nodiscard]] bool is_drawn(SearchMethod method);
/// Whether points depend on the results of others, so that no plan can list them.
[[nodiscard]] bool learns(SearchMethod method);

}  // namespace servesweep::sweep
