#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sweep/ranking/seed_panel.h"
#include "sweep/search/pareto.h"
#include "sweep/statistics/interval.h"
#include "sweep/statistics/mean_interval.h"
#include "sweep/statistics/paired_difference.h"
#include "sweep/statistics/seed_resamples.h"

namespace servesweep::sweep {

/// What is asked of a Pareto front.
struct FrontQuestion {
  PanelQuestion panel;
  double confidence = 0.95;
  /// Of the hypervolume, one value per objective; without it the baseline's means.
  std::optional<std::vector<double>> reference{};
  std::size_t resamples = SeedResamples::kUsual;
};

/// A point among those that a front is made of.
struct FrontPoint {
  const io::PointRow* row = nullptr;
  std::vector<MeanInterval> means{};  ///< by objective, over the seeds of the panel
  /// By objective, against the baseline; empty for the baseline, or if it does not take part.
  std::vector<PairedDifference> changes{};
  bool on_front = false;  ///< no other point's means dominate its own
  /// Share of the resamples of seeds, the same for all points, in which nothing dominates it.
  double front_share = 0;
  bool is_knee = false;
  double knee_share = 0;  ///< share of the resamples in which it is the knee
  bool serves_less = false;
};

/// The best trade-offs of one workload and how sure they are.
struct Front {
  SeedPanel panel;
  std::vector<FrontPoint>
      points{};                     ///< of the panel: the front by its first objective, then others
  std::vector<double> reference{};  ///< by objective; empty if there is none
  double hypervolume = 0;           ///< in units of the reference
  Interval hypervolume_interval{};
};

/// The front of the means over the panel's seeds, and a bootstrap over seeds: every resample gives
/// all points new means, hence another front, knee and volume.
///
/// Hypervolume: of the box between a point and the reference, each side as a share of the
/// reference's value (1 for a value of 0), of all points of the front together; points that are not
/// better than the reference in every objective add nothing. 0.02 for two objectives is 10 % less
/// of one times 20 % less of the other. The reference is the baseline's mean, resampled with the
/// rest, as in `history`; or a fixed one. The mean front is too good, as the best of noisy means is
/// lucky, so the interval is the basic bootstrap's (basic_bootstrap_interval()). Where that reaches
/// 0, below which no volume is, it would be mirrored at the bound, and an estimate of 0 be certain:
/// there the interval is from 0 to the upper end of the percentile interval, which is not below the
/// basic one's (expanded_percentile_interval()).
///
/// Knee: knee_of(). Precondition: as for seed_panel(); at least two objectives.
[[nodiscard]] Front front_of(const io::StudyIndex& index, const FrontQuestion& question);

}  // namespace servesweep::sweep
