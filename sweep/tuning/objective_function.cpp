#include "sweep/tuning/objective_function.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/base/contract.h"
#include "engine/base/problem.h"
#include "sweep/statistics/moments.h"
#include "sweep/values/all_finite.h"

namespace servesweep::sweep {

ObjectiveFunction::ObjectiveFunction(const Study& study)
    : workloads_(study.workloads().size()), seeds_(study.seeds().size()), baseline_(0, 0, 0) {
  for (const WorkloadFile& workload : study.workloads()) workload_names_.push_back(workload.name);
  const std::vector<Metric> all = study.metrics();
  double weights = 0;
  for (const Objective& objective : study.objectives()) {
    terms_.push_back({.metric = figure_of(objective.metric, all),
                      .factor = objective.goal == Goal::maximize ? -1.0 : 1.0,
                      .weight = objective.weight});
    weights += objective.weight;
  }
  is_weighted_ = weights > 0;
  for (Term& term : terms_) term.weight = is_weighted_ ? term.weight / weights : 1;
  for (const MetricConstraint& constraint : study.constraints()) {
    bounds_.push_back({.metric = figure_of(constraint.metric, all), .constraint = constraint});
  }
}

std::size_t ObjectiveFunction::figure_of(const std::string& metric,
                                         const std::vector<Metric>& all) {
  const auto known = std::ranges::find_if(
      all, [&](const Metric& candidate) { return candidate.column.name == metric; });
  SERVESWEEP_EXPECT(known != all.end());
  const auto position = static_cast<std::size_t>(known - all.begin());
  const auto found = std::ranges::find(metrics_, position);
  if (found != metrics_.end()) return static_cast<std::size_t>(found - metrics_.begin());
  metrics_.push_back(position);
  metric_names_.push_back(metric);
  return metrics_.size() - 1;
}

PointFigures ObjectiveFunction::no_figures() const {
  return {workloads_, seeds_, metrics_.size()};
}

double ObjectiveFunction::baseline_mean_of(std::size_t workload, std::size_t metric) const {
  const std::vector<std::size_t> seeds = baseline_.complete_seeds();
  const double mean = baseline_.mean(workload, metric, seeds);
  if (std::isfinite(mean)) return mean;
  throw engine::Problem(
      fmt::format("workload {}", workload_names_[workload]),
      fmt::format("the baseline has no {} on some seed", metric_names_[metric]),
      "nothing that it is of was completed there, so no point can be compared with it",
      "search by another metric, or take a baseline or workload that completes some");
}

void ObjectiveFunction::set_baseline(PointFigures figures) {
  baseline_ = std::move(figures);
  const std::vector<std::size_t> seeds = baseline_.complete_seeds();
  SERVESWEEP_EXPECT(seeds.size() == seeds_);
  units_.assign(terms_.size(), std::vector<double>(workloads_, 1));
  baseline_means_.assign(bounds_.size(), std::vector<double>(workloads_));
  for (std::size_t workload = 0; workload < workloads_; ++workload) {
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      const double mean = std::abs(baseline_mean_of(workload, terms_[i].metric));
      if (mean > 0) units_[i][workload] = mean;
    }
    for (std::size_t i = 0; i < bounds_.size(); ++i) {
      baseline_means_[i][workload] = baseline_mean_of(workload, bounds_[i].metric);
    }
  }
  baseline_at_.clear();
  baseline_mean_.assign(objectives(), 0);
  for (const std::size_t seed : seeds) {
    baseline_at_.push_back(at_seed(baseline_, seed));
    for (std::size_t i = 0; i < objectives(); ++i) {
      baseline_mean_[i] += baseline_at_.back()[i] / static_cast<double>(seeds.size());
    }
  }
}

std::vector<double> ObjectiveFunction::at_seed(const PointFigures& figures,
                                               std::size_t seed) const {
  std::vector<double> objectives(this->objectives());
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    double sum = 0;
    for (std::size_t workload = 0; workload < workloads_; ++workload) {
      sum += figures.at(workload, seed, terms_[i].metric) / units_[i][workload];
    }
    objectives[is_weighted_ ? 0 : i] +=
        terms_[i].weight * terms_[i].factor * sum / static_cast<double>(workloads_);
  }
  return objectives;
}

Observation ObjectiveFunction::observe(const PointFigures& figures) const {
  const std::vector<std::size_t> seeds = figures.complete_seeds();
  SERVESWEEP_EXPECT(!seeds.empty() && !baseline_at_.empty());
  Observation observation;
  for (std::size_t i = 0; i < objectives(); ++i) {
    std::vector<double> values, differences;
    for (const std::size_t seed : seeds) {
      values.push_back(at_seed(figures, seed)[i]);
      differences.push_back(values.back() - baseline_at_[seed][i]);
    }
    const bool complete = seeds.size() == seeds_;
    observation.objectives.push_back(complete ? mean_of(values)
                                              : baseline_mean_[i] + mean_of(differences));
    if (seeds.size() < 2) continue;
    const double variance =
        covariance_of(differences, differences) / static_cast<double>(seeds.size());
    observation.variances.push_back(variance);
  }
  add_constraints(figures, seeds, observation);
  observation.failed = !all_finite(observation.objectives) || !all_finite(observation.constraints);
  return observation;
}

void ObjectiveFunction::add_constraints(const PointFigures& figures,
                                        std::span<const std::size_t> seeds,
                                        Observation& observation) const {
  for (std::size_t i = 0; i < bounds_.size(); ++i) {
    double worst = -std::numeric_limits<double>::infinity();
    for (std::size_t workload = 0; workload < workloads_; ++workload) {
      const double whole = baseline_means_[i][workload];
      double mean = figures.mean(workload, bounds_[i].metric, seeds);
      if (seeds.size() < seeds_) mean += whole - baseline_.mean(workload, bounds_[i].metric, seeds);
      const double excess = bounds_[i].constraint.excess(mean, whole);
      worst = std::isnan(excess) ? excess : std::max(worst, excess);
      if (std::isnan(worst)) break;
    }
    observation.constraints.push_back(worst);
  }
}

}  // namespace servesweep::sweep
