#pragma once

#include <Eigen/Core>
#include <vector>

#include "sweep/search/search_space.h"
#include "sweep/search/unit_points.h"
#include "sweep/sensitivity/factor.h"
#include "sweep/sensitivity/factor_levels.h"

namespace servesweep::sweep {

/// Mean responses at the levels of each factor, all others averaged over the study's space: of the
/// points of a design that are nearest to the level, which is Var(E[f | x_i])'s E[f | x_i] by
/// pieces. Points where the factor does not exist (see Condition) are left out. Precondition:
/// every coordinate is uniform over the design.
class MainEffects {
 public:
  /// `points`: rows of the design, each of so many points.
  MainEffects(const std::vector<Factor>& factors, const std::vector<FactorLevels>& levels,
              const SearchSpace& space, const UnitPoints& points, Eigen::Index points_per_row);

  /// Levels of all factors.
  [[nodiscard]] Eigen::Index size() const { return size_; }
  /// By factor, then level, from the points of some rows, which may come several times. NaN where
  /// there are none, or a value is.
  [[nodiscard]] Eigen::VectorXd means(const Eigen::VectorXd& values,
                                      const std::vector<Eigen::Index>& rows) const;

 private:
  Eigen::Index points_per_row_, size_ = 0;
  /// By point and factor: place in the result, or −1.
  Eigen::Matrix<Eigen::Index, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> places_;
};

}  // namespace servesweep::sweep
