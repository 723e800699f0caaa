#pragma once

#include <Eigen/Core>

#include "sweep/search/gaussian_process.h"

namespace servesweep::sweep {

/// Chooses the parameters of a Gaussian process of standardised values by maximum a posteriori.
/// Parameters are natural logarithms of: the length scales, the signal variance, the noise
/// variance. Normal priors on these: length scale N(√2 + ½·ln d, 3), so that a typical function is
/// no wilder in many dimensions than in few; signal variance N(0, 1); noise variance N(−6, 9),
/// which is weak.
///
/// Source of the prior of the length scales: Hvarfner, Hellsten & Nardi, "Vanilla Bayesian
/// Optimization Performs Great in High Dimensions", ICML 2024.
class HyperparameterFit {
 public:
  HyperparameterFit(DimensionKinds kinds, Sightings sightings);

  /// The means of the priors: where the first fit starts.
  [[nodiscard]] Eigen::VectorXd prior_mean() const;
  [[nodiscard]] double log_posterior(const Eigen::VectorXd& parameters) const;
  [[nodiscard]] Eigen::VectorXd log_posterior_gradient(const Eigen::VectorXd& parameters) const;

  struct Result {
    Eigen::VectorXd parameters;
    double log_posterior = 0;
  };
  /// The best of descents from each of the starts.
  [[nodiscard]] Result best(const std::vector<Eigen::VectorXd>& starts, int max_evaluations) const;

  [[nodiscard]] GaussianProcess process(const Eigen::VectorXd& parameters) const;

 private:
  [[nodiscard]] double log_prior(const Eigen::VectorXd& parameters,
                                 Eigen::VectorXd& gradient) const;

  DimensionKinds kinds_;
  Sightings sightings_;
  Eigen::ArrayXd prior_mean_, prior_variance_;
};

}  // namespace servesweep::sweep
