#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "io/hdf5/study_index.h"
#include "sweep/ranking/ranked_metric.h"
#include "sweep/statistics/mean_interval.h"
#include "sweep/statistics/paired_difference.h"
#include "sweep/statistics/verdict.h"
#include "sweep/study/metric_constraint.h"

namespace servesweep::sweep {

/// What is asked of a ranking.
struct RankingQuestion {
  std::string baseline;               ///< a strategy of the index
  std::vector<RankedMetric> metrics;  ///< never empty
  std::size_t by = 0;                 ///< position in `metrics` of the one that orders
  /// Shares completed of the classes that metrics are of, by which rank() knows who serves less of
  /// one; not shown (add_class_shares()).
  std::vector<RankedMetric> shares{};
  /// What a study's search respects, each on a metric in `metrics`.
  std::vector<MetricConstraint> constraints{};
  /// Strategies that no real system can follow (StrategyKind::bound): in no set of the best.
  std::vector<std::string> bounds{};
  bool every_point = false;  ///< all points instead of the best of each strategy
  /// Workloads of the index that are ranked, the first ones, at least 1: those after them are parts
  /// of these that a race has looked at (Study::run_workload()). No default would do for all.
  std::int64_t workloads = 0;
  /// Points with so many paired seeds are alike in choosing the best: where seeds come by need, who
  /// has more is noisier, not better known.
  std::size_t enough_pairs = std::numeric_limits<std::size_t>::max();
  /// Seeds on which the set of the best is screened, where seeds come by need and not all points
  /// have all of the baseline's: PanelQuestion::seeds.
  std::vector<std::uint64_t> panel_seeds{};
  /// Holm's family is all points in all metrics; else every metric is a family of its own.
  bool one_family = false;
  /// Holm's family is all points on all workloads; else every workload has families of its own.
  bool across_workloads = false;
  double confidence = 0.95;  ///< of intervals, and 1 − confidence is the level of verdicts

  /// Positions in the study's metrics of the columns that rank() reads.
  [[nodiscard]] std::vector<std::size_t> columns() const;
};

/// A point against the baseline in one metric, over the seeds that both have.
struct Comparison {
  PairedDifference difference;
  double adjusted_p_value = 1;  ///< Holm's, over its family: see rank()
  Verdict verdict = Verdict::undecided;
  /// The point completes a smaller share than the baseline of all requests, or of those of the
  /// metric's class, and the metric does not count the others as missed (served_shares()): it is of
  /// those it served, so it is not called better.
  bool is_flattered = false;
};

/// A row of a ranking.
struct RankedPoint {
  io::PointRow point;
  std::size_t points = 1;               ///< of its strategy, among which it was chosen
  std::size_t seeds = 0;                ///< runs that are done
  std::size_t planned_seeds = 0;        ///< runs that were planned
  std::size_t failed_seeds = 0;         ///< runs that failed: its mean is of what went well
  std::vector<MeanInterval> values;     ///< by metric: mean over its seeds
  std::vector<Comparison> comparisons;  ///< by metric; empty for the baseline
  bool serves_less = false;  ///< it completes a smaller share of all requests than the baseline
  bool breaks_constraints = false;  ///< at least one, over its seeds
};

/// Points of one workload: the baseline, then the others from best to worst; those that serve less
/// than the baseline after those that do not, unless the metric that orders counts the unserved.
struct Ranking {
  std::int64_t workload = 0;  ///< index in the study
  std::vector<RankedPoint> rows;
  std::size_t family = 0;  ///< comparisons in each of Holm's families
};

/// Ranks the points of each workload of an index by their paired difference to the baseline. Of the
/// index's values it needs RankingQuestion::columns().
///
/// A strategy is represented by its point with the best mean difference in the metric `by` among
/// those with the most paired seeds (up to enough_pairs), ties by point id; points that break a
/// constraint come after all that break none, in a strategy and in the ranking. The baseline is
/// represented by its point with the best mean. That choice is made on the seeds that the
/// comparison uses, so it flatters. Points without a common seed with the baseline come last.
///
/// A verdict is better or worse if the p-value, adjusted by Holm's method, is below 1 − confidence.
/// Holm's family is every point of the workload against the baseline in one metric, whether it has
/// a row or not: the rows were picked from all of them by the same data, and adjusting for the rows
/// alone would not account for that. With `one_family` it is all of that in all metrics of the
/// question, with `across_workloads` on all workloads. In metrics that do
/// not count the unserved (counts_the_unserved()) a point that serves less, of all requests or of
/// the metric's class, is never better than the baseline; where such a metric orders, it also comes
/// after the points of its strategy that do not serve less. Runs that are missing or failed are
/// left out of pairs; a point of which a run failed is never better than the baseline, as what is
/// left of it may be the easy part, and comes after all others that keep the constraints, in its
/// strategy and in the ranking; a metric that is NaN in a run that is done makes the figure NaN,
/// never a smaller sample. Precondition: `by` is a metric, and at least one workload is ranked.
[[nodiscard]] std::vector<Ranking> rank(const io::StudyIndex& index,
                                        const RankingQuestion& question);

}  // namespace servesweep::sweep
