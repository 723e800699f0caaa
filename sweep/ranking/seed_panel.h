#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/hdf5/study_index.h"
#include "sweep/ranking/ranked_metric.h"
#include "sweep/study/metric_constraint.h"

namespace servesweep::sweep {

/// Why a point does not stand beside the others.
enum class Absence : std::uint8_t {
  failed,              ///< one of its runs failed: the others may be the easy part
  fewer_seeds,         ///< it lacks a run that is done on a seed that the panel is about
  undefined,           ///< an objective is NaN in one of its runs
  breaks_constraints,  ///< so it is no solution
  bound                ///< its strategy reads what no real system knows
};

/// The words for it: "not all seeds done".
[[nodiscard]] const char* name_of(Absence absence);

struct AbsentPoint {
  std::int64_t point = 0;  ///< a PointRow::id
  Absence why = Absence::fewer_seeds;
};

/// Which points of a workload shall be compared with one another, and in what.
struct PanelQuestion {
  std::int64_t workload = 0;  ///< index in the study
  std::string baseline;       ///< a strategy of the index
  /// The objectives first; then, of the constraints and kServedShare, those that are not among
  /// them.
  std::vector<RankedMetric> metrics;
  std::size_t objectives = 1;
  std::vector<MetricConstraint> constraints{};  ///< each on a metric in `metrics`
  std::vector<std::string> bounds{};            ///< strategies that no real system can follow
  /// What the panel is about: points that have done all of these, on these. None: the seeds that
  /// are planned for the baseline. Where seeds come by need these are too many: it gets as many as
  /// the neediest of the others, so only that one would have them all; there it should be those
  /// with which every point begins (Study::seeds()).
  std::vector<std::uint64_t> seeds{};
  /// Instead: every point that has done any seed, on those that all have done.
  bool common_seeds = false;
};

struct PanelPoint {
  const io::PointRow* row = nullptr;          ///< in the index
  std::vector<std::vector<double>> values{};  ///< by metric and seed
  std::vector<double> means{};                ///< by metric
  bool serves_less = false;  ///< a smaller share of the requests than the baseline, on these seeds
};

/// Points of one workload under the same seeds, so that any two of them can be paired.
struct SeedPanel {
  std::vector<std::uint64_t> seeds{};  ///< rising
  std::vector<PanelPoint> points{};    ///< in order of ids
  std::vector<AbsentPoint> absent{};   ///< in order of ids
  /// The baseline's: if it has several points, the one with the best mean in the first objective;
  /// nullptr if it has none on these seeds. Of an index, like PanelPoint::row.
  const io::PointRow* baseline = nullptr;
};

/// Precondition: the index has the columns of the metrics. The panel refers to the index.
[[nodiscard]] SeedPanel seed_panel(const io::StudyIndex& index, const PanelQuestion& question);

}  // namespace servesweep::sweep
