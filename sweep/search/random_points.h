#pragma once

#include <cstddef>
#include <cstdint>

#include "sweep/search/point_sequence.h"

namespace servesweep::sweep {

/// Independent uniform points.
class RandomPoints final : public PointSequence {
 public:
  RandomPoints(std::size_t dimensions, std::uint64_t seed) : dimensions_(dimensions), seed_(seed) {}

  [[nodiscard]] UnitPoint next() override;

 private:
  std::size_t dimensions_;
  std::uint64_t seed_;
  std::uint64_t drawn_ = 0;
};

}  // namespace servesweep::sweep
