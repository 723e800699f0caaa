#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "io/hdf5/study_index.h"
#include "sweep/statistics/paired_difference.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// The point that stands for a strategy in a claim: of several, the one that `servesweep rank`
/// shows (objective_question()). It was chosen on the seeds that the claim is judged by, which
/// flatters.
struct ClaimSide {
  std::int64_t point = 0;           ///< a PointRow::id
  std::size_t points = 1;           ///< of its strategy on this workload, among which it was chosen
  std::size_t seeds = 0;            ///< runs that are done
  std::size_t planned_seeds = 0;    ///< runs that were planned
  std::size_t failed_seeds = 0;     ///< runs of it that failed
  bool breaks_constraints = false;  ///< of the study; then every point of its strategy does
};

/// A claim and what the results say about it.
struct JudgedClaim {
  Claim claim;
  std::string unit;                ///< of its metric
  ClaimSide strategy, than;        ///< `than` is empty for Effect::value
  std::vector<ClaimSide> parts{};  ///< of an interaction, on the workload of `than`
  /// Strategy − than, over the seeds that both have done. In place of `than`, of an interaction:
  /// what its parts would give without one (see without_interaction()); of Effect::value: 0.
  PairedDifference difference{};
  Finding finding = Finding::undecided;
  std::string reason{};  ///< why, where the interval alone does not say it; else empty
};

/// Positions of the metrics that judge_claims() needs in the index, in rising order.
[[nodiscard]] std::vector<std::size_t> claim_metrics(const Study& study);

/// Judges each claim of a study by itself, in their order (see judge()). "Better" and "none" fail
/// for a strategy that certainly completes a smaller share of the requests, or of those of the
/// metric's class, than the other, unless the metric counts the others as missed; they are not held
/// if that may be chance (service_doubt()). "Better" and
/// "none" fail for a strategy of which no point keeps the study's constraints: it is no solution,
/// so nothing it gains counts; "worse" is judged as it is, as nothing is won by it. Precondition:
/// `index` is that study's, with the columns of claim_metrics().
[[nodiscard]] std::vector<JudgedClaim> judge_claims(const Study& study, const io::StudyIndex& index,
                                                    double confidence);

/// "3 held, 1 failed, 1 undecided", leaving out what there is none of.
[[nodiscard]] std::string count_text(const std::vector<JudgedClaim>& claims);

}  // namespace servesweep::sweep
