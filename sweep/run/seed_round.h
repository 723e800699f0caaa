#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "io/hdf5/study_index.h"
#include "sweep/distribute/supply.h"
#include "sweep/ranking/seed_precision.h"
#include "sweep/run/study_desk.h"

namespace servesweep::sweep {

/// Rank 0's part in giving points seeds by need while their runs are spread over the ranks. It
/// decides when all runs decided before are done, for all points at once, so that a decision does
/// not depend on the order in which runs end; and writes down what it decides before anybody acts
/// on it.
class SeedRound {
 public:
  /// Takes up where the folder is, which holds every run that was planned so far. Refers to the
  /// desk. Precondition: the study takes seeds by need.
  SeedRound(StudyDesk& desk, const std::string& command, int ranks);

  /// Positions in Study::metrics() of the figures of note().
  [[nodiscard]] const std::vector<std::size_t>& metrics() const { return metrics_; }
  /// A simulation is done. `run`: the first of its key.
  void note(RunId run, std::vector<double> figures);
  /// A simulation has failed: its seed is missing from the comparisons.
  void note_failed(RunId run);

  /// The next decision, as text for the other ranks, and how many tasks it brings. Closed when
  /// nobody needs more.
  /// `decide`: takes a decision into plan and tasks of this rank; the number of new tasks.
  [[nodiscard]] Supply next(const std::function<std::size_t(const SeedDecision&)>& decide);

  /// "3 rounds of further seeds: 31 of 33 comparisons known to +-2 %, …", as of the last decision.
  [[nodiscard]] const std::string& standing() const { return standing_; }

 private:
  void settle();
  [[nodiscard]] SeedDecision decision();

  StudyDesk& desk_;
  std::vector<std::size_t> metrics_;
  io::StudyIndex index_;  ///< rows are filled in round by round
  std::unordered_map<std::int32_t, std::vector<double>> noted_;  ///< by run, of this round
  std::unordered_set<std::int32_t> failed_;                      ///< of this round
  std::size_t awaited_ = 0;  ///< simulations of this round without outcome
  std::string standing_;
};

/// Who gets how many further seeds, given the figures of all runs of the plan: every point what its
/// neediest objective wants, the baseline as many as the neediest point on that workload.
[[nodiscard]] SeedDecision decide_seeds(const std::vector<PointPrecision>& judged, Plan& plan);

}  // namespace servesweep::sweep
