#pragma once

#include <Eigen/Core>
#include <vector>

#include "sweep/search/search_space.h"
#include "sweep/sensitivity/factor.h"
#include "sweep/sensitivity/factor_levels.h"
#include "sweep/sensitivity/saltelli_design.h"

namespace servesweep::sweep {

/// Mean responses at the levels of each factor with all others averaged over the study's space,
/// E[f | x_i], from the values on a SaltelliDesign.
///
/// In each row A and A_B^i differ in factor i alone, so that f(A_B^i) − f(A) has the expectation
/// m(level there) − m(level here), whatever the other factors do: m is the least-squares solution
/// of these N equations, moved so that its mean over the points is theirs. A point counts for the
/// nearest level. What the other factors add to single points cancels, so the curve of a factor
/// without effect is exactly flat, which means over the points of a level would not be. (Least
/// squares on a graph of paired comparisons: as in Jiang et al., "Statistical ranking and
/// combinatorial Hodge theory", Mathematical Programming 127 (2011).) Rows where the factor does
/// not exist (see Condition) are left out.
class MainEffects {
 public:
  MainEffects(const std::vector<Factor>& factors, const std::vector<FactorLevels>& levels,
              const SearchSpace& space, const SaltelliDesign& design);

  /// Levels of all factors.
  [[nodiscard]] Eigen::Index size() const;
  /// By factor, then level, from the values at the points of some rows, which may come several
  /// times. NaN at a level that none of them is at.
  [[nodiscard]] Eigen::VectorXd means(const Eigen::VectorXd& values,
                                      const std::vector<Eigen::Index>& rows) const;

 private:
  /// The levels at A and A_B^i of a row; −1 where the factor does not exist.
  struct Pair {
    Eigen::Index from = -1, to = -1;
  };
  struct Curve {
    Eigen::Index factor = 0, levels = 0;
    std::vector<Pair> pairs;  ///< by row
  };
  [[nodiscard]] Eigen::VectorXd curve(const Curve& curve, const Eigen::VectorXd& values,
                                      const std::vector<Eigen::Index>& rows) const;

  Eigen::Index points_per_row_;
  std::vector<Curve> curves_;
};

}  // namespace servesweep::sweep
