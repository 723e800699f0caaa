#pragma once

#include "engine/random/stream.h"
#include "sweep/search/optimiser.h"
#include "sweep/search/search_space.h"

namespace servesweep::sweep {

/// How children come from parents. pagmo2 has the same operators, but draws with distributions of
/// the standard library, which differ between platforms; these draw from our streams,
/// and round new coordinates to multiples of 2⁻⁴⁰, so that no mathematical library can change them.
struct GeneticOperators {
  double crossover_probability = 0.9;  ///< of a pair
  double crossover_index = 15;         ///< η: larger, closer to the parents
  double mutation_index = 20;          ///< η: larger, smaller steps
  double mutations = 1;                ///< expected number of mutated coordinates of a child

  /// A child of two points: the first one itself, or, coordinate by coordinate, one of the two
  /// children of a simulated binary crossover inside [0, 1] (Deb and Agrawal, 1995; bounded as in
  /// the code of Deb et al., 2002), which touches real and ordered dimensions with probability 1/2
  /// and otherwise leaves the parents' coordinates.
  [[nodiscard]] UnitPoint cross(const SearchSpace& space, const UnitPoint& a, const UnitPoint& b,
                                engine::Stream& stream) const;
  /// Polynomial mutation inside [0, 1] (Deb and Goyal, 1996; bounded as above) of real and ordered
  /// coordinates; a uniform draw of the others.
  void mutate(const SearchSpace& space, UnitPoint& point, engine::Stream& stream) const;
};

}  // namespace servesweep::sweep
