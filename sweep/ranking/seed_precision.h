#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "io/hdf5/study_index.h"
#include "sweep/statistics/fixed_width.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// How far the changes of a point from the baseline are known on one workload.
struct PointPrecision {
  std::int64_t point = 0;                  ///< a PointRow::id
  std::int64_t workload = 0;               ///< index in the study
  std::size_t pairs = 0;                   ///< seeds that it and the baseline have done
  std::vector<WidthReached> objectives{};  ///< by Study::objectives()

  /// Of the objective that is furthest from the target: wanting before exhausted before undefined
  /// before reached.
  [[nodiscard]] Precision overall() const;
  /// Pairs to go on to, for the neediest objective; `pairs` if none wants more.
  [[nodiscard]] std::size_t wanted() const;
};

/// Measures an index by the target of its study. Of the index's values it needs the columns of
/// precision_metrics(). Refers to both. Precondition: the study takes seeds by need.
class SeedPrecision {
 public:
  SeedPrecision(const Study& study, const io::StudyIndex& index);

  /// Precondition: not a point of the baseline.
  [[nodiscard]] PointPrecision of(std::int64_t point, std::int64_t workload) const;

  /// Of all that get seeds by need, by point and workload. If the points were planned beforehand,
  /// of each; of a search that learns, of those that `servesweep rank` shows now, the best of each
  /// strategy by the first objective.
  [[nodiscard]] std::vector<PointPrecision> judged() const;

 private:
  using Place = std::pair<std::int64_t, std::int64_t>;  // point, workload
  [[nodiscard]] SeedValues values(const Place& place, std::size_t metric) const;
  [[nodiscard]] std::vector<Place> shown() const;

  const Study& study_;
  const io::StudyIndex& index_;
  std::vector<std::size_t> metrics_;                ///< by objective: position in the index
  std::int64_t baseline_ = 0;                       ///< point
  std::map<Place, std::vector<std::size_t>> rows_;  ///< of the plan that are done, by seed
};

/// Positions of the metrics that SeedPrecision needs, in rising order.
[[nodiscard]] std::vector<std::size_t> precision_metrics(const Study& study);

/// "31 of 33 comparisons known to +-2 %, 1 at max 200, 1 without a ratio".
[[nodiscard]] std::string standing_text(const std::vector<PointPrecision>& judged,
                                        const FixedWidth& target);

}  // namespace servesweep::sweep
