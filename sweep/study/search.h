#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/parameter_space.h"

namespace servesweep::sweep {

/// Which points of a strategy a study tries: every grid point; one, all parameters at their
/// defaults; or that one and random points of the whole space.
enum class SearchMethod : std::uint8_t { grid, defaults, random };

/// How a study searches.
///
/// YAML: {method: grid}, {method: defaults}, or {method: random, points: 20, seed: 0}, of which the
/// seed may be left out. Random search is the bound for searchers: what is found in the same space
/// with the same number of points without learning from any (Bergstra and Bengio, JMLR 2012).
struct Search {
  /// Problem (file:line: field) for anything that is not as above.
  [[nodiscard]] static Search read(const io::Document& node);

  /// The points of one strategy under random search, the default point first; only that one for a
  /// baseline. See random_points(). Precondition: the method is random.
  [[nodiscard]] std::vector<Point> draw(const ParameterSpace& space, const std::string& strategy,
                                        bool is_baseline) const;

  /// In the form that read() reads.
  [[nodiscard]] io::Value to_value() const;

  SearchMethod method = SearchMethod::grid;
  std::size_t points = 1;  ///< of each strategy but the baseline, under random search
  std::uint64_t seed = 0;  ///< of random search; no workload depends on it
};

}  // namespace servesweep::sweep
