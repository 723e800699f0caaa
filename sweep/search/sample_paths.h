#pragma once

#include <Eigen/Core>
#include <vector>

#include "sweep/search/gaussian_process.h"

namespace servesweep::sweep {

/// Several guesses ("paths") of the noiseless function behind a Gaussian process. Each path has its
/// own values at the known points, drawn jointly from the posterior; anywhere else it is a Gaussian
/// process conditioned on these and on the observations. So the noise at the known points is
/// integrated over with a fixed set of draws, and points that are running can be known points.
///
/// The known values are further observations without noise: their rows are appended to the
/// process's Cholesky factor L, which all paths share. With h = L⁻¹k, k the covariance of the
/// observations with x, a path is mean + w·h at x, where w = L⁻¹(y − mean); for the known points,
/// w is the normal numbers that their values were drawn with.
class SamplePaths {
 public:
  /// `known`: the known points, one per row, and `half`: process.half_at() of them. `normal`:
  /// standard normal numbers, one row per known point and one column per path.
  SamplePaths(const GaussianProcess& process, const UnitPoints& known, const Eigen::MatrixXd& half,
              const Eigen::MatrixXd& normal);

  /// One row per known point, one column per path.
  [[nodiscard]] const Eigen::MatrixXd& known_values() const { return known_values_; }

  /// The paths at many points: those not seen before have a mean per path and one variance.
  struct Forecast {
    Eigen::MatrixXd mean;  ///< one row per path, one column per point
    Eigen::VectorXd variance;
    Eigen::MatrixXd half;  ///< h, one column per point
  };
  /// `half`: process.half_at() of the points.
  [[nodiscard]] Forecast forecast(const UnitPoints& points, const Eigen::MatrixXd& half) const;
  /// Brings a forecast made before the last learn() up to date.
  void refresh(Forecast& forecast, const UnitPoints& points) const;

  /// The paths at one point.
  struct At {
    Eigen::RowVectorXd x;
    Eigen::VectorXd mean;
    double deviation = 0;
    Eigen::VectorXd half;  ///< h
    MaternKernel::Column covariance{};
  };
  [[nodiscard]] At at(const Eigen::RowVectorXd& x) const;
  /// Derivative by x of mean_weights · mean + deviation_weight · deviation.
  [[nodiscard]] Eigen::VectorXd slope(const At& at, const Eigen::VectorXd& mean_weights,
                                      double deviation_weight) const;

  /// Makes a place a known point with one value per path. `at` is of now: nothing was learned
  /// since.
  void learn(const At& at, const Eigen::VectorXd& values);

 private:
  MaternKernel kernel_;
  Eigen::Index seen_;  ///< observations, before the known points
  UnitPoints points_;  ///< observations, known points, learned points
  double mean_;
  Eigen::MatrixXd cholesky_;  ///< of all these
  Eigen::MatrixXd whitened_;  ///< w, one column per path
  Eigen::MatrixXd known_values_;
  Eigen::VectorXd last_half_;  ///< of the point learned last, with respect to those before
  double last_pivot_ = 1;      ///< its diagonal entry of the Cholesky factor
};

}  // namespace servesweep::sweep
