#pragma once

#include <Eigen/Core>
#include <vector>

#include "sweep/search/gaussian_process.h"

namespace servesweep::sweep {

/// Several guesses ("paths") of the noiseless function behind a Gaussian process. Each path has its
/// own values at the known points, drawn jointly from the posterior; anywhere else it is a Gaussian
/// process conditioned on these and on the noisy observations of all other points. So the noise
/// at the known points is integrated over with a fixed set of draws. All paths share one Cholesky
/// factor, whence one solve serves all of them.
class SamplePaths {
 public:
  /// `known`: which observations become known points. `normal`: standard normal numbers, one row
  /// per known point and one column per path.
  SamplePaths(const GaussianProcess& process, const std::vector<Eigen::Index>& known,
              const Eigen::MatrixXd& normal);

  /// One row per known point, one column per path.
  [[nodiscard]] const Eigen::MatrixXd& known_values() const { return known_values_; }

  /// The paths at many points: those not seen before have a mean per path and one variance.
  struct Forecast {
    Eigen::MatrixXd mean;  ///< one row per path, one column per point
    Eigen::VectorXd variance;
    Eigen::MatrixXd half;  ///< L⁻¹ times the covariance of the observations with the points
  };
  [[nodiscard]] Forecast forecast(const UnitPoints& points) const;
  /// Brings a forecast made before the last learn() up to date.
  void refresh(Forecast& forecast, const UnitPoints& points) const;

  /// The paths at one point, with what is needed for derivatives.
  struct At {
    Eigen::RowVectorXd x;
    Eigen::VectorXd mean;
    double deviation = 0;
    Eigen::VectorXd half;     ///< L⁻¹ times the covariance of the observations with x
    Eigen::VectorXd weights;  ///< K⁻¹ times the covariance of the observations with x
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
  UnitPoints points_;
  double mean_;
  Eigen::MatrixXd cholesky_;
  Eigen::MatrixXd alpha_;  ///< K⁻¹(values − mean), one column per path
  Eigen::MatrixXd known_values_;
  Eigen::VectorXd last_half_;   ///< of the point learned last, with respect to those before
  double last_pivot_ = 1;       ///< its diagonal entry of the Cholesky factor
  Eigen::VectorXd last_shift_;  ///< its surprise per path, divided by the pivot
};

}  // namespace servesweep::sweep
