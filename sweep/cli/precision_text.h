#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/table/table.h"
#include "sweep/ranking/ranking.h"
#include "sweep/ranking/seed_precision.h"

namespace servesweep::sweep {

/// What people and programs are told of seeds by need: how exactly each shown point is known, and
/// who missed the target. The target is about changes from the study's baseline, so nothing is said
/// in a ranking against another one.
class PrecisionText {
 public:
  /// Refers to both. `index` needs the columns of precision_metrics() if the study takes seeds by
  /// need.
  PrecisionText(const Study& study, const io::StudyIndex& index, const RankingQuestion& question);

  /// Whether there is anything to tell.
  [[nodiscard]] bool applies() const { return precision_.has_value(); }

  /// "reached", or why not and how wide: "max reached: +-3.1 %"; nothing for the baseline and for
  /// metrics that are no objective.
  [[nodiscard]] std::string of(const RankedPoint& row, std::int64_t workload,
                               const std::string& metric) const;
  /// The same of all objectives: "reached", "max reached: ttft_p99_ms +-3.1 %".
  [[nodiscard]] std::string of(const RankedPoint& row, std::int64_t workload) const;
  /// The same word alone, for programs: see name_of(Precision).
  [[nodiscard]] std::string word(const RankedPoint& row, std::int64_t workload,
                                 const std::string& metric) const;

  /// "means over 10 to 80 seeds": of the rows.
  [[nodiscard]] static std::string seeds_text(const Ranking& ranking);
  /// A sentence on the target and who misses it, over all points of the workload.
  [[nodiscard]] std::string note(std::int64_t workload) const;

 private:
  const Study& study_;
  std::optional<SeedPrecision> precision_;
  std::vector<PointPrecision> judged_;
};

}  // namespace servesweep::sweep
