#include "sweep/search/bayes_optimiser.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/contract.h"
#include "sweep/search/candidate_points.h"
#include "sweep/search/draws.h"
#include "sweep/search/objective_scale.h"

namespace servesweep::sweep {
namespace {

constexpr engine::StreamPurpose kStart("search.bayes.start");
constexpr engine::StreamPurpose kUnused("search.bayes.unused");
constexpr engine::StreamPurpose kWeights("search.bayes.weights");
constexpr Eigen::Index kLeastObservations = 2;
constexpr Eigen::Index kActiveLimit = 400;
constexpr std::size_t kMostObjectives = 3;
constexpr std::size_t kMany = 128;  // observations, from where a proposal has to be cheap

std::size_t start_size(std::size_t dimensions, std::size_t wanted) {
  return wanted > 0 ? wanted : std::max<std::size_t>(2 * (dimensions + 1), 6);
}

/// Observations between two fits.
Eigen::Index fit_patience(Eigen::Index observations) {
  if (observations <= 24) return 1;
  if (observations <= 48) return 4;
  if (observations <= 100) return observations / 12;
  return observations <= 128 ? observations / 8 : observations / 5;
}

}  // namespace

BayesOptimiser::BayesOptimiser(SearchSpace space, BayesOptions options)
    : options_(std::move(options)),
      fresh_(std::move(space), options_.seed, options_.first),
      kinds_(kinds_of(fresh_.space().dimensions())),
      start_size_(start_size(kinds_.size(), options_.start)),
      start_(kinds_.size(), options_.seed, kStart, 0) {}

void BayesOptimiser::propose(Trial trial, std::vector<Trial>& trials) {
  pending_.emplace(trial.id, trial.x);
  trials.push_back(std::move(trial));
}

std::vector<Trial> BayesOptimiser::ask(std::size_t count) {
  std::vector<Trial> trials;
  for (; trials.size() < count && (started_ < start_size_ || fresh_.has_first()); ++started_) {
    auto trial = fresh_.next([&] { return start_.next(); });
    if (!trial) return trials;
    propose(std::move(*trial), trials);
  }
  const std::size_t missing = count - trials.size();
  if (missing > 0 && observed_.succeeded() >= kLeastObservations) ask_model(missing, trials);
  ++asks_;
  // Nothing to learn from yet, or everything the search looked at is used.
  engine::Stream stream(options_.seed, kUnused, asks_);
  while (trials.size() < count) {
    auto trial = fresh_.next([&] {
      UnitPoint anywhere(kinds_.size());
      for (double& coordinate : anywhere) coordinate = uniform(stream);
      return anywhere;
    });
    if (!trial) break;
    propose(std::move(*trial), trials);
  }
  return trials;
}

void BayesOptimiser::tell(const Trial& trial, const Observation& observation) {
  SERVESWEEP_EXPECT(pending_.contains(trial.id));
  pending_.erase(trial.id);
  observed_.add(trial.x, observation);
}

void BayesOptimiser::ask_model(std::size_t count, std::vector<Trial>& trials) {
  if (options_.weighted || observed_.objectives() > kMostObjectives) {
    return ask_weighted(count, trials);
  }
  update_models();
  choose(count, objectives_, settings(), trials);
}

void BayesOptimiser::choose(std::size_t count, const std::vector<Surrogate>& objectives,
                            NoisyImprovement::Settings settings, std::vector<Trial>& trials) {
  settings.seed = options_.seed;
  settings.index = asks_;
  settings.pending.resize(static_cast<Eigen::Index>(pending_.size()),
                          static_cast<Eigen::Index>(kinds_.size()));
  Eigen::Index row = 0;
  for (const auto& [id, x] : pending_) settings.pending.row(row++) = to_row(x);
  NoisyImprovement acquisition(objectives, constraints_, std::move(settings));
  const UnitPoints& points = objectives.front().process().sightings().points;
  const SearchEffort work = effort(count);
  AcquisitionSearch search(fresh_, acquisition,
                           candidates(points(acquisition.baseline(), Eigen::all), work.candidates),
                           work);
  for (std::size_t i = 0; i < count; ++i) {
    const Eigen::RowVectorXd x = search.next();
    if (x.size() == 0) return;
    propose(fresh_.take(to_unit_point(x)), trials);
    if (i + 1 < count) search.learn(x);
  }
  kept_ = search.best_candidates(static_cast<std::size_t>(work.candidates / 2));
}

/// With many observations new candidates are expensive: half of them are those that were best the
/// last time, whose covariances are known (TrackedHalves).
UnitPoints BayesOptimiser::candidates(const UnitPoints& elite, Eigen::Index count) const {
  const Eigen::Index kept = active_.size() > kMany ? std::min(kept_.rows(), count / 2) : 0;
  const UnitPoints fresh =
      candidate_points(fresh_.space(), elite, count - kept, options_.seed, asks_);
  UnitPoints all(kept + fresh.rows(), fresh.cols());
  all.bottomRows(fresh.rows()) = fresh;
  if (kept > 0) all.topRows(kept) = kept_.topRows(kept);
  return all;
}

void BayesOptimiser::ask_weighted(std::size_t count, std::vector<Trial>& trials) {
  const std::size_t wanted = trials.size() + count;
  engine::Stream stream(options_.seed, kWeights, asks_);
  update_models();
  while (trials.size() < wanted) {
    const std::size_t before = trials.size();
    Eigen::VectorXd weights(static_cast<Eigen::Index>(observed_.objectives()));
    for (double& weight : weights) weight = -std::log1p(-uniform(stream));
    weights /= weights.sum();
    Sightings values = observed_.objective(0, active_);
    values.values = chebyshev(observed_.objective_table(active_), weights);
    values.variances.setZero();
    if (weighted_.empty()) weighted_.emplace_back(kinds_, Surrogate::Curve::identity);
    weighted_.front().fit(values);
    NoisyImprovement::Settings settings;
    settings.reference = Eigen::VectorXd::Constant(1, values.values.maxCoeff() + 1e-9);
    settings.ideal = Eigen::VectorXd::Constant(1, values.values.minCoeff());
    choose(1, weighted_, std::move(settings), trials);
    if (trials.size() == before) return;
    ++asks_;
  }
}

NoisyImprovement::Settings BayesOptimiser::settings() const {
  NoisyImprovement::Settings result;
  const ObjectiveScale scale = objective_scale(objectives_, constraints_, options_.reference);
  result.reference = scale.reference;
  result.ideal = scale.ideal;
  if (active_.size() > kMany) {
    result.paths = objectives_.size() > 2 ? 16 : 32;
    result.smoothing = 1e-4;
  }
  return result;
}

SearchEffort BayesOptimiser::effort(std::size_t count) const {
  const auto n = static_cast<double>(active_.size());
  const auto outputs = static_cast<double>(observed_.objectives() + observed_.constraints());
  // A batch shares its candidates.
  const double shared = std::min(4.0, static_cast<double>(count));
  const double affordable = shared * 4e6 / (n * n * outputs);
  const auto candidates =
      static_cast<Eigen::Index>(std::clamp(affordable, 96.0, shared > 1 ? 800.0 : 400.0));
  if (active_.size() > kMany) {
    const auto batch = static_cast<Eigen::Index>(std::min<std::size_t>(count, 4));
    const std::size_t starts = count == 1 && outputs > 2 ? 1 : 2;
    return {16 + 16 * batch, 8, starts, 8};
  }
  return {candidates, 16, 3, 30};
}

void BayesOptimiser::update_models() {
  const bool fit =
      active_.empty() || observed_.size() - fitted_at_ >= fit_patience(observed_.size());
  if (fit) return fit_models();
  for (; modelled_ < observed_.size(); ++modelled_) {
    active_.push_back(modelled_);
    const auto add = [&](Surrogate& model, const Sightings& seen) {
      model.add(seen.points.row(0), seen.values[0], seen.variances[0]);
    };
    for (std::size_t m = 0; m < objectives_.size(); ++m) {
      add(objectives_[m], observed_.objective(m, {modelled_}));
    }
    for (std::size_t c = 0; c < constraints_.size(); ++c) {
      add(constraints_[c], observed_.constraint(c, {modelled_}));
    }
  }
}

void BayesOptimiser::fit_models() {
  active_ = observed_.active(kActiveLimit);
  modelled_ = fitted_at_ = observed_.size();
  const bool weighted = options_.weighted || observed_.objectives() > kMostObjectives;
  while (!weighted && objectives_.size() < observed_.objectives()) {
    objectives_.emplace_back(kinds_, Surrogate::Curve::chosen);
  }
  while (constraints_.size() < observed_.constraints()) {
    constraints_.emplace_back(kinds_, Surrogate::Curve::identity);
  }
  for (std::size_t m = 0; m < objectives_.size(); ++m) {
    objectives_[m].fit(observed_.objective(m, active_));
  }
  for (std::size_t c = 0; c < constraints_.size(); ++c) {
    constraints_[c].fit(observed_.constraint(c, active_));
  }
}

}  // namespace servesweep::sweep
