#pragma once

#include <Eigen/Core>

#include "sweep/search/gaussian_process.h"

namespace servesweep::sweep {

/// Several guesses ("paths") of the noiseless function behind a Gaussian process. Each path has its
/// own values at the known points, drawn jointly from the posterior; anywhere else it is a Gaussian
/// process conditioned on these and on the observations. So the noise at the known points is
/// integrated over with a fixed set of draws, and points that are running can be known points.
///
/// The known values are further observations without noise: rows and columns below the process's
/// Cholesky factor L, which all paths share. With h = L⁻¹k of this longer factor, k the covariance
/// of all these points with x, a path is mean + w·h at x, where w = L⁻¹(y − mean): for the
/// observations w is the same in all paths, for the known points it is the normal numbers that
/// their values were drawn with.
class SamplePaths {
 public:
  /// `known`: the known points, one per row, and `half`: process.half_at() of them. `normal`:
  /// standard normal numbers, one row per known point and one column per path. Refers to the
  /// process, which must not change.
  SamplePaths(const GaussianProcess& process, const UnitPoints& known, const Eigen::MatrixXd& half,
              Eigen::MatrixXd normal);
  SamplePaths(GaussianProcess&&, const UnitPoints&, const Eigen::MatrixXd&,
              Eigen::MatrixXd) = delete;

  /// One row per known point, one column per path.
  [[nodiscard]] const Eigen::MatrixXd& known_values() const { return known_values_; }

  /// The paths at many points: those not seen before have a mean per path and one variance.
  struct Forecast {
    Eigen::MatrixXd mean;  ///< one row per path, one column per point
    Eigen::VectorXd variance;
    Eigen::MatrixXd seen_half, known_half;  ///< h, one column per point
  };
  /// By the first `paths` paths. `half`: process.half_at() of the points.
  [[nodiscard]] Forecast forecast(const UnitPoints& points, const Eigen::MatrixXd& half,
                                  Eigen::Index paths) const;
  /// Brings a forecast made before the last learn() up to date.
  void refresh(Forecast& forecast, const UnitPoints& points) const;

  /// The paths at one point.
  struct At {
    Eigen::RowVectorXd x;
    Eigen::VectorXd mean;
    double deviation = 0;
    Eigen::VectorXd seen_half, known_half;  ///< h
    MaternKernel::Column seen{}, known{};
  };
  [[nodiscard]] At at(const Eigen::RowVectorXd& x) const;
  /// Derivative by x of mean_weights · mean + deviation_weight · deviation.
  [[nodiscard]] Eigen::VectorXd slope(const At& at, const Eigen::VectorXd& mean_weights,
                                      double deviation_weight) const;

  /// Makes a place a known point with one value per path. `at` is of now: nothing was learned
  /// since.
  void learn(const At& at, const Eigen::VectorXd& values);

 private:
  [[nodiscard]] const MaternKernel& kernel() const { return process_->kernel(); }
  [[nodiscard]] const UnitPoints& seen() const { return process_->sightings().points; }

  const GaussianProcess* process_;
  Eigen::VectorXd residuals_;   ///< w of the observations
  UnitPoints known_;            ///< known and learned points
  Eigen::MatrixXd known_half_;  ///< L⁻¹ times their covariances with the observations
  Eigen::MatrixXd factor_;      ///< what the Cholesky factor has below and right of the process's
  Eigen::MatrixXd whitened_;    ///< w of them, one column per path
  Eigen::MatrixXd known_values_;
};

}  // namespace servesweep::sweep
