#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <utility>

#include "sweep/search/surrogate.h"
#include "sweep/search/unit_points.h"
#include "sweep/sensitivity/relative_response.h"

namespace servesweep::sweep {

/// What a model is told of responses: as ratios to the baseline's, which are positive, so that it
/// may take their logarithm; as they are where nothing is relative, and logarithms.
[[nodiscard]] Eigen::VectorXd modelled(const RelativeResponse& seen,
                                       const Eigen::VectorXd& responses);

/// A response where it was not simulated: functions drawn from a Gaussian process that has seen it
/// at other points. What differs between them is what the model does not know, so indices of many
/// of them say how far it can be trusted. Source: Le Gratiet, Cannamela and Iooss, "A Bayesian
/// approach for global sensitivity analysis of (multifidelity) computer codes", SIAM/ASA J.
/// Uncertainty Quantification 2 (2014).
class SurrogateResponse {
 public:
  /// `seen`: what came of the points that the model was fitted to, modelled(), in its order.
  /// `where`: points at which functions are wanted, up to some thousand: O(n³).
  SurrogateResponse(const Surrogate& surrogate, RelativeResponse seen, const UnitPoints& where);

  /// The function of that number (below kPaths) if the seeds count so: the model is told what came
  /// of its points then, with its parameters as they are. Responses as RelativeResponse.
  [[nodiscard]] Eigen::VectorXd at(const Eigen::VectorXd& seed_weights, std::uint64_t path) const;
  /// The mean of all of them on the scale of the model, with all seeds alike.
  [[nodiscard]] Eigen::VectorXd mean() const;
  /// What the model does not know of the function's variance over the points, as a share.
  [[nodiscard]] double unknown_share() const { return unknown_share_; }

  static constexpr std::uint64_t kPaths = 250;

 private:
  [[nodiscard]] Eigen::VectorXd model_mean(const Eigen::VectorXd& responses) const;
  [[nodiscard]] Eigen::VectorXd responses_of(const Eigen::VectorXd& of_model) const;

  const Surrogate& surrogate_;
  RelativeResponse seen_;
  Eigen::MatrixXd half_;  ///< GaussianProcess::half_at()
  Eigen::VectorXd half_ones_;
  Eigen::MatrixXd deviations_;  ///< of each function from the mean, one column each
  double unknown_share_ = 0;
};

}  // namespace servesweep::sweep
