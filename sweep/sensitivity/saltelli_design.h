#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "sweep/search/unit_points.h"
#include "sweep/sensitivity/factor.h"

namespace servesweep::sweep {

/// Where a function of k independent factors, uniform in the unit cube, is to be evaluated for its
/// first-order and total indices: N rows of k + 2 points. The first of a row, A, and the second, B,
/// are the halves of a point of a scrambled Sobol' sequence of twice the coordinates; the others
/// are A with the coordinates of one factor from B, factor by factor.
///
/// Source: Saltelli et al., "Variance based sensitivity analysis of model output", Computer Physics
/// Communications 181 (2010), section 4 (radial sampling of A, B and A_B^i).
class SaltelliDesign {
 public:
  /// N is best a power of two, at which the sequence is most even.
  SaltelliDesign(const std::vector<Factor>& factors, Eigen::Index rows, std::uint64_t seed);

  /// Row after row, (k + 2)·N points.
  [[nodiscard]] const UnitPoints& points() const { return points_; }
  [[nodiscard]] Eigen::Index rows() const { return rows_; }
  /// k + 2.
  [[nodiscard]] Eigen::Index points_per_row() const { return points_per_row_; }

  /// One value per point as a table with a row per row of the design.
  [[nodiscard]] Eigen::MatrixXd table(const Eigen::VectorXd& values) const;

 private:
  Eigen::Index rows_, points_per_row_;
  UnitPoints points_;
};

}  // namespace servesweep::sweep
