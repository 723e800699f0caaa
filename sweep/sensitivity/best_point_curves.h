#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <vector>

#include "sweep/search/search_space.h"
#include "sweep/search/unit_points.h"
#include "sweep/sensitivity/sensitivity_report.h"

namespace servesweep::sweep {

/// The points at which one factor after the other goes through its levels while all others stay at
/// a point; factors without levels and those that do not exist there are left out.
struct LevelPoints {
  LevelPoints(const std::vector<FactorSensitivity>& factors, const SearchSpace& space,
              const UnitPoint& around);

  UnitPoints points;
  std::vector<std::size_t> factors;  ///< in their order
};

/// Fills in the curves at the best point: one estimate per point, in their order.
void set_curves(const LevelPoints& levels, const std::vector<Estimate>& estimates,
                SensitivityReport& report);

}  // namespace servesweep::sweep
