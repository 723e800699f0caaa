#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sweep/search/point_sequence.h"
#include "sweep/search/random_points.h"

namespace servesweep::sweep {

/// A Latin hypercube of a fixed number of points: each of `points` equal intervals of every
/// coordinate holds exactly one, at a uniform place of the interval. Beyond the design the sequence
/// goes on with independent uniform points.
/// Source: McKay, Beckman and Conover, "A comparison of three methods for selecting values of input
/// variables", Technometrics 1979.
class LatinHypercube final : public PointSequence {
 public:
  LatinHypercube(std::size_t dimensions, std::size_t points, std::uint64_t seed);

  [[nodiscard]] UnitPoint next() override;

 private:
  RandomPoints places_;  ///< inside the intervals
  std::size_t points_;
  std::vector<std::vector<std::size_t>> intervals_;  ///< by dimension, then by point
  std::size_t drawn_ = 0;
};

}  // namespace servesweep::sweep
