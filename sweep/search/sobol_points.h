#pragma once

#include <Eigen/Core>
#include <boost/random/sobol.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/random/stream.h"
#include "sweep/search/point_sequence.h"

namespace servesweep::sweep {

/// The Sobol' sequence with nested uniform scrambling: any 2^m points of it that start at a
/// multiple of 2^m put exactly one into each of 2^m equal intervals of every coordinate, and into
/// many kinds of boxes; every point by itself is uniform. Coordinates are centres of intervals of
/// 2⁻³².
///
/// Source: Boost.Random's directions (Joe and Kuo 2008) in Gray code order with the origin put
/// first, which Boost leaves out; Owen, "Randomly permuted (t,m,s)-nets and (t,s)-sequences", 1995:
/// a digit is flipped by a coin that belongs to its coordinate and the digits before it. The coin
/// is a hash with one key per coordinate: Burley, "Practical hash-based Owen scrambling", JCGT
/// 2020.
class SobolPoints final : public PointSequence {
 public:
  /// Of the method of search called sobol. Precondition: at most 3,667 dimensions.
  SobolPoints(std::size_t dimensions, std::uint64_t seed);
  /// Scrambled by keys of their own.
  SobolPoints(std::size_t dimensions, std::uint64_t seed, engine::StreamPurpose purpose,
              std::uint64_t index);

  [[nodiscard]] UnitPoint next() override;

 private:
  using Engine = boost::random::sobol_engine<std::uint32_t, 32>;

  Engine engine_;
  std::vector<std::uint32_t> keys_;  ///< by dimension
  bool at_origin_ = true;
};

/// The first points of such a sequence as standard normal numbers, one row each.
[[nodiscard]] Eigen::MatrixXd quasi_normal(std::uint64_t seed, engine::StreamPurpose purpose,
                                           std::uint64_t index, Eigen::Index points,
                                           Eigen::Index dimensions);

}  // namespace servesweep::sweep
