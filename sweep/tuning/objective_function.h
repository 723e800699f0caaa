#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sweep/search/optimiser.h"
#include "sweep/study/study.h"
#include "sweep/tuning/point_figures.h"

namespace servesweep::sweep {

/// What a search minimises, made of the figures of a point's runs.
///
/// An objective of a point is its metric's mean over the seeds, in units of the baseline's mean on
/// the same workload (in its own unit where that is 0), averaged over workloads;
/// negated if it is to be maximised. So the baseline is 1 or −1 in every objective. Objectives with
/// weights make one: their weighted mean. A constraint is the worst excess over workloads (see
/// MetricConstraint). All points are tried on the same seeds, so what a seed does to all of them
/// alike is no noise between points: the variance of an objective is that of the mean difference to
/// the baseline, paired by seed. A point that was run on some of the seeds only counts as the
/// baseline on all of them plus that mean difference, in constraints, too.
class ObjectiveFunction {
 public:
  /// Keeps what it needs of the study.
  explicit ObjectiveFunction(const Study& study);

  /// Positions in Study::metrics() of the figures it reads, none twice: the metrics of PointFigures
  /// in this order.
  [[nodiscard]] const std::vector<std::size_t>& metrics() const& { return metrics_; }
  [[nodiscard]] std::vector<std::size_t> metrics() && { return std::move(metrics_); }
  [[nodiscard]] PointFigures no_figures() const;
  /// Of an observation.
  [[nodiscard]] std::size_t objectives() const { return is_weighted_ ? 1 : terms_.size(); }

  /// Before anything is observed. Problem if a figure that it needs of the baseline is not finite.
  /// Precondition: all runs of the baseline are there.
  void set_baseline(PointFigures figures);
  [[nodiscard]] const PointFigures& baseline() const { return baseline_; }
  /// Its own objectives: 1 or −1, or 0 where its mean is 0; of a weighted sum, its own.
  [[nodiscard]] const std::vector<double>& baseline_objectives() const { return baseline_mean_; }

  /// The point over all seeds that it was run on, every workload; failed if one of its figures is
  /// not finite. Precondition: there is such a seed.
  [[nodiscard]] Observation observe(const PointFigures& figures) const;
  /// Every objective at one seed, minimised. Same precondition.
  [[nodiscard]] std::vector<double> at_seed(const PointFigures& figures, std::size_t seed) const;

 private:
  struct Term {
    std::size_t metric = 0;  ///< in PointFigures
    double factor = 1;       ///< −1 if it is to be maximised
    double weight = 0;
  };
  struct Bound {
    std::size_t metric = 0;
    MetricConstraint constraint;
  };
  [[nodiscard]] std::size_t figure_of(const std::string& metric, const std::vector<Metric>& all);
  [[nodiscard]] double baseline_mean_of(std::size_t workload, std::size_t metric) const;
  void add_constraints(const PointFigures& figures, std::span<const std::size_t> seeds,
                       Observation& observation) const;

  std::size_t workloads_, seeds_;
  std::vector<std::size_t> metrics_;
  std::vector<std::string> metric_names_, workload_names_;
  std::vector<Term> terms_;
  std::vector<Bound> bounds_;
  bool is_weighted_ = false;
  PointFigures baseline_;
  std::vector<std::vector<double>> units_;           ///< by term, workload
  std::vector<std::vector<double>> baseline_means_;  ///< by bound, workload
  std::vector<std::vector<double>> baseline_at_;     ///< by seed: at_seed()
  std::vector<double> baseline_mean_;                ///< of these, by objective
};

}  // namespace servesweep::sweep
