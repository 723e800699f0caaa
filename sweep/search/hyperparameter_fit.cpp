#include "sweep/search/hyperparameter_fit.h"

#include <cmath>
#include <limits>
#include <utility>

#include "sweep/search/box_minimum.h"

namespace servesweep::sweep {
namespace {

constexpr double kNoisePriorMean = -6;
constexpr double kNoisePriorVariance = 9;

Box parameter_box(Eigen::Index dimensions) {
  Box box{Eigen::VectorXd::Constant(dimensions + 2, std::log(0.02)),
          Eigen::VectorXd::Constant(dimensions + 2, std::log(100.0))};
  box.lower.tail(2) << std::log(0.01), std::log(1e-8);
  box.upper.tail(2) << std::log(100.0), std::log(2.0);
  return box;
}

}  // namespace

HyperparameterFit::HyperparameterFit(DimensionKinds kinds, Sightings sightings)
    : kinds_(std::move(kinds)), sightings_(std::move(sightings)) {
  const auto d = static_cast<Eigen::Index>(kinds_.size());
  prior_mean_ =
      Eigen::ArrayXd::Constant(d + 2, std::sqrt(2.0) + 0.5 * std::log(static_cast<double>(d)));
  prior_mean_.tail(2) << 0, kNoisePriorMean;
  prior_variance_ = Eigen::ArrayXd::Constant(d + 2, 3);
  prior_variance_.tail(2) << 1, kNoisePriorVariance;
}

Eigen::VectorXd HyperparameterFit::prior_mean() const {
  return prior_mean_;
}

GaussianProcess HyperparameterFit::process(const Eigen::VectorXd& parameters) const {
  const Eigen::Index last = parameters.size() - 1;
  return {MaternKernel(kinds_, parameters.head(last)), std::exp(parameters[last]), sightings_};
}

double HyperparameterFit::log_prior(const Eigen::VectorXd& parameters,
                                    Eigen::VectorXd& gradient) const {
  const Eigen::ArrayXd away = parameters.array() - prior_mean_;
  gradient = -away / prior_variance_;
  return -0.5 * (away.square() / prior_variance_).sum();
}

double HyperparameterFit::log_posterior(const Eigen::VectorXd& parameters) const {
  Eigen::VectorXd unused;
  return process(parameters).log_likelihood() + log_prior(parameters, unused);
}

Eigen::VectorXd HyperparameterFit::log_posterior_gradient(const Eigen::VectorXd& parameters) const {
  Eigen::VectorXd gradient;
  (void)log_prior(parameters, gradient);
  return gradient + process(parameters).log_likelihood_gradient();
}

HyperparameterFit::Result HyperparameterFit::best(const std::vector<Eigen::VectorXd>& starts,
                                                  int max_evaluations) const {
  const SmoothFunction cost = [this](const Eigen::VectorXd& parameters, Eigen::VectorXd& gradient) {
    const GaussianProcess fitted = process(parameters);
    const double prior = log_prior(parameters, gradient);
    gradient = -gradient - fitted.log_likelihood_gradient();
    return -prior - fitted.log_likelihood();
  };
  const Box box = parameter_box(static_cast<Eigen::Index>(kinds_.size()));
  Result result{{}, -std::numeric_limits<double>::infinity()};
  for (const Eigen::VectorXd& start : starts) {
    const BoxMinimum minimum = minimise_in_box(cost, box, start, max_evaluations);
    if (-minimum.value > result.log_posterior) result = {minimum.x, -minimum.value};
  }
  return result;
}

}  // namespace servesweep::sweep
