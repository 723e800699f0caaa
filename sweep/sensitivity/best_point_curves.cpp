#include "sweep/sensitivity/best_point_curves.h"

#include "sweep/sensitivity/design_analysis.h"

namespace servesweep::sweep {

LevelPoints::LevelPoints(const std::vector<FactorSensitivity>& all, const SearchSpace& space,
                         const UnitPoint& around) {
  const std::vector<bool> active = space.active(around);
  std::vector<UnitPoint> rows;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto coordinate = static_cast<std::size_t>(all[i].factor.first);
    if (all[i].levels.empty() || !active[coordinate]) continue;
    factors.push_back(i);
    for (const double position : all[i].levels.positions) {
      rows.push_back(around);
      rows.back()[coordinate] = position;
    }
  }
  points.resize(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(around.size()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    points.row(static_cast<Eigen::Index>(i)) = to_row(rows[i]);
  }
}

void set_curves(const LevelPoints& levels, const std::vector<Estimate>& estimates,
                SensitivityReport& report) {
  auto next = estimates.begin();
  for (const std::size_t i : levels.factors) {
    FactorSensitivity& one = report.factors[i];
    const auto count = static_cast<std::ptrdiff_t>(one.levels.positions.size());
    one.at_best = curve_of({next, next + count}, report);
    next += count;
  }
}

}  // namespace servesweep::sweep
