#pragma once

#include "sweep/search/optimiser.h"

namespace servesweep::sweep {

/// Points of the unit cube one after the other, without end, whatever comes of them.
class PointSequence {
 public:
  virtual ~PointSequence() = default;
  [[nodiscard]] virtual UnitPoint next() = 0;
};

}  // namespace servesweep::sweep
