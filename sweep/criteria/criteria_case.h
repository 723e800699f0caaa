#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sweep/criteria/judged_criterion.h"
#include "sweep/ranking/ranking.h"

namespace servesweep::sweep {

/// What a strategy of kind bound reaches where a criterion is judged: of several bounds the one
/// that reaches most.
struct BoundFigure {
  std::string strategy;
  Measured measured;
  Finding finding = Finding::undecided;
  /// It misses the criterion, and no strategy that is judged there goes further: whatever it knows
  /// does not help.
  bool is_out_of_reach = false;
};

/// One strategy under all criteria on one workload.
struct CriteriaCase {
  std::size_t home = 0;   ///< the workload of the study on which its point was chosen
  std::string workload;   ///< the workload on which it is judged
  bool is_home = true;    ///< these are the same
  bool is_fresh = false;  ///< judged on seeds that the study does not have
  bool is_trace = false;  ///< the workload is recorded: seeds redraw only what it does not record
  std::vector<std::uint64_t> seeds{};  ///< on which it is judged
  RankedPoint point{};                 ///< as rank() shows it
  std::int64_t baseline_point = 0;
  std::vector<JudgedCriterion> judged{};  ///< by criterion: these are the verdicts
  /// By criterion, on the seeds of the study, on which its point was chosen; empty if these are the
  /// verdicts, and on another workload.
  std::vector<JudgedCriterion> chosen_on{};
  std::vector<std::optional<BoundFigure>> bounds{};  ///< by criterion
  /// By criterion: doubt.not_so, adjusted by Holm's method over all criteria of all cases.
  std::vector<double> adjusted{};
  /// All criteria that are not `beside`: doubt_of_all(), and the p-value of not passing all,
  /// adjusted by Holm's method over all cases. Failed if one of them is.
  TwoSidedDoubt all{};
  double adjusted_all = 1;
  Finding finding = Finding::undecided;
};

}  // namespace servesweep::sweep
