#pragma once

#include <Eigen/Core>

#include "sweep/search/gaussian_process.h"

namespace servesweep::sweep {

/// GaussianProcess::half_at() of points that are asked for again and again while observations are
/// added: a point that was in the last request costs O(n) per observation since, a new one O(n²).
class TrackedHalves {
 public:
  /// One column per point. The process is that of the last request with observations added, or
  /// there was a clear().
  [[nodiscard]] const Eigen::MatrixXd& at(const GaussianProcess& process, const UnitPoints& points);
  /// Forgets everything: the process is another one.
  void clear();

 private:
  UnitPoints points_;  ///< of the last request
  Eigen::MatrixXd halves_;
};

}  // namespace servesweep::sweep
