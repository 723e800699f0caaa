#include "sweep/search/surrogate.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

#include "sweep/search/hyperparameter_fit.h"
#include "sweep/search/sobol_points.h"

namespace servesweep::sweep {
namespace {

constexpr int kFirstEvaluations = 60;  // of the likelihood, from each start
constexpr int kLaterEvaluations = 20;
constexpr int kLastEvaluations = 10;  // with many observations the parameters hardly move
constexpr int kManyStarts = 24;
constexpr int kTriedEvaluations = 12;  // from each of many starts; then go on from the best
constexpr std::size_t kFollowedStarts = 3;
constexpr engine::StreamPurpose kStarts("search.surrogate.starts");
constexpr Eigen::Index kFewObservations = 24;
constexpr Eigen::Index kManyObservations = 128;  // the last parameters are enough from here on

Sightings evenly_chosen(const Sightings& all, Eigen::Index limit) {
  const Eigen::Index n = all.values.size();
  if (n <= limit) return all;
  Sightings some{UnitPoints(limit, all.points.cols()), Eigen::VectorXd(limit),
                 Eigen::VectorXd(limit)};
  for (Eigen::Index i = 0; i < limit; ++i) {
    const Eigen::Index from = i * n / limit;
    some.points.row(i) = all.points.row(from);
    some.values[i] = all.values[from];
    some.variances[i] = all.variances[from];
  }
  return some;
}

/// Short length scales and little noise: without it, what is hard to see is taken for noise.
Eigen::VectorXd wild_start(Eigen::VectorXd parameters) {
  parameters.head(parameters.size() - 2).array() -= 1.5;
  parameters[parameters.size() - 1] = -9;
  return parameters;
}

/// Both usual ones, and length scales and noise spread as widely as their priors.
std::vector<Eigen::VectorXd> many_starts(const Eigen::VectorXd& prior_mean) {
  std::vector<Eigen::VectorXd> starts = {prior_mean, wild_start(prior_mean)};
  const Eigen::Index count = prior_mean.size();
  const Eigen::MatrixXd draws = quasi_normal(0, kStarts, 0, kManyStarts, count);
  for (Eigen::Index i = 0; i < kManyStarts; ++i) {
    Eigen::VectorXd start = wild_start(prior_mean) + 1.5 * draws.row(i).transpose();
    start[count - 2] = prior_mean[count - 2];
    starts.push_back(std::move(start));
  }
  return starts;
}

/// The best of a few steps from every start, and of many steps from the best of those.
HyperparameterFit::Result best_of_many(const HyperparameterFit& fit) {
  std::vector<HyperparameterFit::Result> tried;
  for (const Eigen::VectorXd& start : many_starts(fit.prior_mean())) {
    tried.push_back(fit.best({start}, kTriedEvaluations));
  }
  std::ranges::stable_sort(tried, std::greater(), &HyperparameterFit::Result::log_posterior);
  std::vector<Eigen::VectorXd> starts;
  for (std::size_t i = 0; i < kFollowedStarts; ++i) {
    if (tried[i].parameters.size() > 0) starts.push_back(tried[i].parameters);
  }
  return fit.best(starts, kFirstEvaluations);
}

Sightings curved(const OutputTransform& transform, const Sightings& raw) {
  Sightings result = raw;
  for (Eigen::Index i = 0; i < raw.values.size(); ++i) {
    const double slope = transform.slope(raw.values[i]);
    result.values[i] = transform.standardised(raw.values[i]);
    result.variances[i] = raw.variances[i] * slope * slope;
  }
  return result;
}

}  // namespace

Surrogate::Surrogate(DimensionKinds kinds, Curve curve) : kinds_(std::move(kinds)), curve_(curve) {}

Sightings Surrogate::standardised(const Sightings& raw) const {
  return curved(*transform_, raw);
}

void Surrogate::fit(const Sightings& raw) {
  const Sightings some = evenly_chosen(raw, kFitLimit);
  const double present = transform_ ? transform_->power() : 1;
  const bool many = raw.values.size() >= kManyObservations;
  const bool applies = OutputTransform::applies(present, raw.values);
  // From there on, no more observations are looked at than were before.
  const bool is_due =
      curve_chosen_at_ == 0 || (!many && raw.values.size() >= 3 * curve_chosen_at_ / 2);
  const bool choose = curve_ == Curve::chosen && (is_due || !applies);
  if (choose) curve_chosen_at_ = raw.values.size();
  std::optional<HyperparameterFit::Result> best;
  for (const double power : {1.0, 0.5, 0.0}) {
    if (!choose && power != present) continue;
    if (!OutputTransform::applies(power, raw.values)) continue;
    const OutputTransform transform(power, raw.values);
    const HyperparameterFit fit(kinds_, curved(transform, some));
    std::vector<Eigen::VectorXd> starts;
    if (parameters_.size() > 0) starts.push_back(parameters_);
    if (starts.empty() || raw.values.size() < kFewObservations) starts.push_back(fit.prior_mean());
    if (!many) starts.push_back(wild_start(fit.prior_mean()));
    HyperparameterFit::Result result = fit.best(starts, parameters_.size() == 0 ? kFirstEvaluations
                                                        : many                  ? kLastEvaluations
                                                               : kLaterEvaluations);
    result.log_posterior += transform.log_jacobian(some.values) + (power == 1 ? kGain : 0);
    if (best && result.log_posterior <= best->log_posterior) continue;
    best = result;
    transform_ = transform;
  }
  parameters_ = best->parameters;
  replace(raw);
}

void Surrogate::fit_from_many_starts(const Sightings& raw) {
  const Sightings some = evenly_chosen(raw, kFitLimit);
  double best = -std::numeric_limits<double>::infinity();
  for (const double power : {1.0, 0.5, 0.0}) {
    if (power != 1 && curve_ != Curve::chosen) continue;
    if (!OutputTransform::applies(power, raw.values)) continue;
    const OutputTransform transform(power, raw.values);
    const auto result = best_of_many(HyperparameterFit(kinds_, curved(transform, some)));
    const double posterior =
        result.log_posterior + transform.log_jacobian(some.values) + (power == 1 ? kGain : 0);
    if (posterior <= best) continue;
    best = posterior;
    transform_ = transform;
    parameters_ = result.parameters;
  }
  curve_chosen_at_ = raw.values.size();
  replace(raw);
}

void Surrogate::replace(const Sightings& raw) {
  process_ = HyperparameterFit(kinds_, standardised(raw)).process(parameters_);
  known_halves_.clear();
  pool_halves_.clear();
}

void Surrogate::add(const Eigen::RowVectorXd& point, double value, double variance) {
  const double slope = transform_->slope(value);
  process_->add(point, transform_->standardised(value), variance * slope * slope);
}

}  // namespace servesweep::sweep
