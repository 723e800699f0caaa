#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <vector>

#include "sweep/search/box_decomposition.h"

namespace servesweep::sweep {

/// What every sample path has found so far, its Pareto front, and what a further point would add to
/// the hypervolume that it dominates. Objectives are in units in which the reference is 1.
class PathFronts {
 public:
  /// `smoothing`: BoxDecomposition's τ.
  PathFronts(std::size_t objectives, double smoothing)
      : reference_(Eigen::VectorXd::Ones(static_cast<Eigen::Index>(objectives))),
        smoothing_(smoothing) {}

  /// The next path, which has found these points, one per row.
  void add(const Eigen::MatrixXd& points);
  /// A path has found one more.
  void extend(std::size_t path, const double* point);

  [[nodiscard]] double improvement(std::size_t path, const double* y) const {
    return boxes_[path].improvement(y, smoothing_);
  }
  [[nodiscard]] double improvement(std::size_t path, const double* y, double* gradient) const {
    return boxes_[path].improvement(y, smoothing_, gradient);
  }

 private:
  Eigen::VectorXd reference_;
  double smoothing_;
  std::vector<Eigen::MatrixXd> fronts_;  ///< by path, one row per point
  std::vector<BoxDecomposition> boxes_;  ///< by path
};

}  // namespace servesweep::sweep
