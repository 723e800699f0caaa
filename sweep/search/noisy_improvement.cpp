#include "sweep/search/noisy_improvement.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/base/contract.h"
#include "sweep/search/log_probability.h"
#include "sweep/search/sobol_points.h"

namespace servesweep::sweep {
namespace {

constexpr engine::StreamPurpose kBaselineDraws("search.bayes.baseline");
constexpr engine::StreamPurpose kFeasibilityDraws("search.bayes.feasibility");
constexpr engine::StreamPurpose kPointDraws("search.bayes.point");
constexpr double kLeastImprovement = 1e-300;  // of an improvement, so that it has a logarithm
constexpr std::size_t kMostBaseline = 48;

double deviation_of(double variance) {
  return std::sqrt(std::max(variance, 1e-12));
}

}  // namespace

NoisyImprovement::NoisyImprovement(const std::vector<Surrogate>& objectives,
                                   const std::vector<Surrogate>& constraints, Settings settings)
    : objectives_(&objectives),
      constraints_(&constraints),
      settings_(std::move(settings)),
      fronts_(objectives.size(), settings_.smoothing) {
  SERVESWEEP_EXPECT(!objectives.empty() && objectives.size() <= 3);
  baseline_ = plausible_front(objectives, constraints, kMostBaseline);
  const UnitPoints& seen = objectives.front().process().sightings().points;
  const auto count = static_cast<Eigen::Index>(baseline_.drawn.size());
  UnitPoints known(count + settings_.pending.rows(), seen.cols());
  known.topRows(count) = seen(baseline_.drawn, Eigen::all);
  if (settings_.pending.rows() > 0) known.bottomRows(settings_.pending.rows()) = settings_.pending;
  start_paths(known);
  start_fronts(known);
  draw_base_samples();
}

void NoisyImprovement::start_paths(const UnitPoints& known) {
  const Eigen::MatrixXd draws =
      quasi_normal(settings_.seed, kBaselineDraws, settings_.index, settings_.paths,
                   known.rows() * static_cast<Eigen::Index>(objectives_->size()));
  Eigen::Index first = 0;
  for (const Surrogate& objective : *objectives_) {
    objective_paths_.emplace_back(objective.process(), known, objective.known_halves(known),
                                  draws.middleCols(first, known.rows()).transpose());
    first += known.rows();
  }
  const Eigen::Index pending = settings_.pending.rows();
  for (const Surrogate& constraint : *constraints_) {
    constraint_paths_.emplace_back(constraint.process(), settings_.pending,
                                   constraint.known_halves(known).rightCols(pending),
                                   Eigen::MatrixXd::Zero(pending, 1));
    thresholds_.push_back(constraint.transform().standardised(0));
  }
}

double NoisyImprovement::unit(std::size_t objective, double standardised) const {
  const auto m = static_cast<Eigen::Index>(objective);
  return ((*objectives_)[objective].transform().output(standardised) - settings_.ideal[m]) /
         (settings_.reference[m] - settings_.ideal[m]);
}

double NoisyImprovement::unit_slope(std::size_t objective, double standardised) const {
  const auto m = static_cast<Eigen::Index>(objective);
  return (*objectives_)[objective].transform().output_slope(standardised) /
         (settings_.reference[m] - settings_.ideal[m]);
}

void NoisyImprovement::start_fronts(const UnitPoints& points) {
  const Eigen::Index known = points.rows();
  const auto m_count = static_cast<Eigen::Index>(objectives_->size());
  const Eigen::MatrixXd draws =
      quasi_normal(settings_.seed, kFeasibilityDraws, settings_.index, settings_.paths,
                   known * static_cast<Eigen::Index>(constraints_->size()));
  const Eigen::MatrixXd settled = settled_values();
  std::vector<Belief> beliefs;
  for (const Surrogate& constraint : *constraints_) {
    beliefs.push_back(constraint.process().from_half(constraint.known_halves(points)));
  }
  for (Eigen::Index s = 0; s < settings_.paths; ++s) {
    std::vector<Eigen::Index> feasible;
    for (Eigen::Index i = 0; i < known; ++i) {
      bool holds = true;
      for (std::size_t c = 0; c < beliefs.size(); ++c) {
        const double draw = draws(s, static_cast<Eigen::Index>(c) * known + i);
        holds = holds && beliefs[c].mean[i] + deviation_of(beliefs[c].variance[i]) * draw <=
                             thresholds_[c] + 1e-6;
      }
      if (holds) feasible.push_back(i);
    }
    const auto drawn = static_cast<Eigen::Index>(feasible.size());
    Eigen::MatrixXd values(drawn + settled.rows(), m_count);
    values.bottomRows(settled.rows()) = settled;
    for (Eigen::Index i = 0; i < drawn; ++i) {
      for (std::size_t m = 0; m < objectives_->size(); ++m) {
        values(i, static_cast<Eigen::Index>(m)) =
            unit(m, objective_paths_[m].known_values()(feasible[static_cast<std::size_t>(i)], s));
      }
    }
    fronts_.add(values);
  }
}

/// The means of the settled part of the front in units of the objectives, one row per point.
Eigen::MatrixXd NoisyImprovement::settled_values() const {
  Eigen::MatrixXd values(static_cast<Eigen::Index>(baseline_.settled.size()),
                         static_cast<Eigen::Index>(objectives_->size()));
  for (std::size_t m = 0; m < objectives_->size(); ++m) {
    const Eigen::VectorXd means = (*objectives_)[m].process().at_sightings().mean;
    for (Eigen::Index i = 0; i < values.rows(); ++i) {
      values(i, static_cast<Eigen::Index>(m)) =
          unit(m, means[baseline_.settled[static_cast<std::size_t>(i)]]);
    }
  }
  return values;
}

std::vector<Eigen::Index> NoisyImprovement::baseline() const {
  std::vector<Eigen::Index> rows = baseline_.drawn;
  rows.insert(rows.end(), baseline_.settled.begin(), baseline_.settled.end());
  return rows;
}

void NoisyImprovement::draw_base_samples() {
  const auto outputs = static_cast<Eigen::Index>(objectives_->size() + constraints_->size());
  base_ = quasi_normal(settings_.seed, kPointDraws, settings_.index * 4096 + learned_,
                       settings_.paths, outputs);
}

NoisyImprovement::Pool NoisyImprovement::pool(UnitPoints points, Eigen::Index paths) const {
  Pool result;
  for (std::size_t m = 0; m < objective_paths_.size(); ++m) {
    const Eigen::MatrixXd& half = (*objectives_)[m].pool_halves(points);
    result.objectives.push_back(objective_paths_[m].forecast(points, half, paths));
  }
  for (std::size_t c = 0; c < constraint_paths_.size(); ++c) {
    const Eigen::MatrixXd& half = (*constraints_)[c].pool_halves(points);
    result.constraints.push_back(constraint_paths_[c].forecast(points, half, 1));
  }
  result.points = std::move(points);
  return result;
}

void NoisyImprovement::refresh(Pool& pool) const {
  for (std::size_t m = 0; m < objective_paths_.size(); ++m) {
    objective_paths_[m].refresh(pool.objectives[m], pool.points);
  }
  for (std::size_t c = 0; c < constraint_paths_.size(); ++c) {
    constraint_paths_[c].refresh(pool.constraints[c], pool.points);
  }
}

Eigen::VectorXd NoisyImprovement::values(const Pool& pool) const {
  Eigen::VectorXd result(pool.points.rows());
  std::array<double, 3> y{};
  for (Eigen::Index i = 0; i < result.size(); ++i) {
    double total = kLeastImprovement;
    for (Eigen::Index s = 0; s < pool.objectives.front().mean.rows(); ++s) {
      for (std::size_t m = 0; m < objective_paths_.size(); ++m) {
        const SamplePaths::Forecast& forecast = pool.objectives[m];
        y[m] = unit(m, forecast.mean(s, i) + deviation_of(forecast.variance[i]) *
                                                 base_(s, static_cast<Eigen::Index>(m)));
      }
      total += fronts_.improvement(static_cast<std::size_t>(s), y.data());
    }
    result[i] = std::log(total);
    for (std::size_t c = 0; c < thresholds_.size(); ++c) {
      const SamplePaths::Forecast& forecast = pool.constraints[c];
      result[i] += log_normal_probability((thresholds_[c] - forecast.mean(0, i)) /
                                          deviation_of(forecast.variance[i]))
                       .value;
    }
  }
  return result;
}

double NoisyImprovement::value(const Eigen::RowVectorXd& x) const {
  return valued(x, nullptr);
}

double NoisyImprovement::value(const Eigen::RowVectorXd& x, Eigen::VectorXd& gradient) const {
  gradient.setZero(x.size());
  return valued(x, &gradient);
}

/// Adds to the gradient, if there is one.
double NoisyImprovement::valued(const Eigen::RowVectorXd& x, Eigen::VectorXd* gradient) const {
  double result = log_gain(x, gradient);
  for (std::size_t c = 0; c < thresholds_.size(); ++c) {
    const SamplePaths::At there = constraint_paths_[c].at(x);
    const double margin = (thresholds_[c] - there.mean[0]) / there.deviation;
    const LogProbability feasible = log_normal_probability(margin);
    result += feasible.value;
    if (gradient == nullptr) continue;
    const Eigen::VectorXd one = Eigen::VectorXd::Ones(1);
    *gradient += constraint_paths_[c].slope(there, -feasible.slope / there.deviation * one,
                                            -feasible.slope * margin / there.deviation);
  }
  return result;
}

double NoisyImprovement::log_gain(const Eigen::RowVectorXd& x, Eigen::VectorXd* gradient) const {
  const std::size_t m_count = objective_paths_.size();
  std::vector<SamplePaths::At> at;
  for (const SamplePaths& paths : objective_paths_) at.push_back(paths.at(x));
  Eigen::MatrixXd weights(settings_.paths, static_cast<Eigen::Index>(m_count));
  std::array<double, 3> y{}, y_slope{}, f_slope{}, deviation_weight{};
  double total = kLeastImprovement;
  for (Eigen::Index s = 0; s < settings_.paths; ++s) {
    const auto path = static_cast<std::size_t>(s);
    for (std::size_t m = 0; m < m_count; ++m) {
      const double f = at[m].mean[s] + at[m].deviation * base_(s, static_cast<Eigen::Index>(m));
      y[m] = unit(m, f);
      if (gradient != nullptr) f_slope[m] = unit_slope(m, f);
    }
    if (gradient == nullptr) {
      total += fronts_.improvement(path, y.data());
      continue;
    }
    total += fronts_.improvement(path, y.data(), y_slope.data());
    for (std::size_t m = 0; m < m_count; ++m) {
      const auto column = static_cast<Eigen::Index>(m);
      weights(s, column) = y_slope[m] * f_slope[m];
      deviation_weight[m] += weights(s, column) * base_(s, column);
    }
  }
  for (std::size_t m = 0; m < m_count && gradient != nullptr; ++m) {
    *gradient += objective_paths_[m].slope(at[m], weights.col(static_cast<Eigen::Index>(m)) / total,
                                           deviation_weight[m] / total);
  }
  return std::log(total);
}

void NoisyImprovement::learn(const Eigen::RowVectorXd& x) {
  std::vector<Eigen::VectorXd> values;
  for (std::size_t m = 0; m < objective_paths_.size(); ++m) {
    const SamplePaths::At at = objective_paths_[m].at(x);
    values.push_back(at.mean + at.deviation * base_.col(static_cast<Eigen::Index>(m)));
    objective_paths_[m].learn(at, values.back());
  }
  std::vector<SamplePaths::At> constraints;
  for (const SamplePaths& paths : constraint_paths_) constraints.push_back(paths.at(x));
  for (Eigen::Index s = 0; s < settings_.paths; ++s) {
    bool holds = true;
    for (std::size_t c = 0; c < constraints.size(); ++c) {
      const auto column = static_cast<Eigen::Index>(values.size() + c);
      holds = holds && constraints[c].mean[0] + constraints[c].deviation * base_(s, column) <=
                           thresholds_[c];
    }
    if (!holds) continue;
    std::array<double, 3> units{};
    for (std::size_t m = 0; m < values.size(); ++m) units[m] = unit(m, values[m][s]);
    fronts_.extend(static_cast<std::size_t>(s), units.data());
  }
  for (std::size_t c = 0; c < constraints.size(); ++c) {
    constraint_paths_[c].learn(constraints[c], constraints[c].mean);
  }
  ++learned_;
  draw_base_samples();
}

}  // namespace servesweep::sweep
