#pragma once

#include <vector>

#include "sweep/search/pareto.h"

namespace servesweep::sweep {

/// The points that nothing dominates, of all that were added; equal points once.
class ParetoArchive {
 public:
  /// False if the point is dominated by, or equal to, one that is there: nothing changes.
  bool add(const Objectives& point);

  [[nodiscard]] const std::vector<Objectives>& front() const { return front_; }
  /// See hypervolume(); 0 if there are no points.
  [[nodiscard]] double volume(const Objectives& reference) const;

 private:
  std::vector<Objectives> front_;
};

}  // namespace servesweep::sweep
