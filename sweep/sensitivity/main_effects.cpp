#include "sweep/sensitivity/main_effects.h"

namespace servesweep::sweep {

MainEffects::MainEffects(const std::vector<Factor>& factors,
                         const std::vector<FactorLevels>& levels, const SearchSpace& space,
                         const UnitPoints& points, Eigen::Index points_per_row)
    : points_per_row_(points_per_row),
      places_(points.rows(), static_cast<Eigen::Index>(factors.size())) {
  places_.setConstant(-1);
  std::vector<Eigen::Index> begins;
  for (const FactorLevels& own : levels) {
    begins.push_back(size_);
    size_ += static_cast<Eigen::Index>(own.positions.size());
  }
  for (Eigen::Index point = 0; point < points.rows(); ++point) {
    const std::vector<bool> active = space.active(to_unit_point(points.row(point)));
    for (std::size_t i = 0; i < factors.size(); ++i) {
      const Eigen::Index coordinate = factors[i].first;
      if (levels[i].empty() || !active[static_cast<std::size_t>(coordinate)]) continue;
      const std::size_t level = levels[i].nearest(points(point, coordinate));
      places_(point, static_cast<Eigen::Index>(i)) = begins[i] + static_cast<Eigen::Index>(level);
    }
  }
}

Eigen::VectorXd MainEffects::means(const Eigen::VectorXd& values,
                                   const std::vector<Eigen::Index>& rows) const {
  Eigen::VectorXd sums = Eigen::VectorXd::Zero(size_), counts = sums;
  for (const Eigen::Index row : rows) {
    for (Eigen::Index i = 0; i < points_per_row_; ++i) {
      const Eigen::Index point = row * points_per_row_ + i;
      for (const Eigen::Index place : places_.row(point)) {
        if (place < 0) continue;
        sums[place] += values[point];
        counts[place] += 1;
      }
    }
  }
  return sums.array() / counts.array();
}

}  // namespace servesweep::sweep
