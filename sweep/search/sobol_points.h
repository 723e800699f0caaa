#pragma once

#include <boost/random/sobol.hpp>
#include <cstddef>
#include <cstdint>

#include "sweep/search/point_sequence.h"

namespace servesweep::sweep {

/// The Sobol' sequence with Owen's nested uniform scrambling: any 2^m points of it that start at a
/// multiple of 2^m put exactly one into each of 2^m equal intervals of every coordinate, and into
/// many kinds of boxes; every point by itself is uniform. Coordinates are centres of intervals of
/// 2⁻³².
///
/// Source: Boost.Random's directions (Joe and Kuo 2008) in Gray code order with the origin put
/// first, which Boost leaves out; Owen, "Randomly permuted (t,m,s)-nets and (t,s)-sequences", 1995:
/// a digit is flipped by a coin that belongs to its coordinate and the digits before it.
class SobolPoints final : public PointSequence {
 public:
  /// Precondition: at most 3,667 dimensions.
  SobolPoints(std::size_t dimensions, std::uint64_t seed);

  [[nodiscard]] UnitPoint next() override;

 private:
  using Engine = boost::random::sobol_engine<std::uint32_t, 32>;
  [[nodiscard]] double scrambled(std::size_t dimension, std::uint32_t digits) const;

  Engine engine_;
  std::size_t dimensions_;
  std::uint64_t seed_;
  bool at_origin_ = true;
};

}  // namespace servesweep::sweep
