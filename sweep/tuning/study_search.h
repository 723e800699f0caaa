#pragma once

#include <cstddef>
#include <cstdint>
#include <future>
#include <optional>
#include <span>
#include <vector>

#include "sweep/study/plan.h"
#include "sweep/study/study.h"
#include "sweep/tuning/apply_decision.h"
#include "sweep/tuning/director.h"
#include "sweep/tuning/objective_function.h"
#include "sweep/tuning/trial_ledger.h"

namespace servesweep::sweep {

/// One trial of a search, and what came of it.
struct TriedPoint {
  std::size_t decision = 0;
  StudyTrial trial;
  PlannedTrial planned;
  std::optional<Observation> observation{};  ///< none: not complete yet
};

/// The search of a study, on the rank that leads: takes figures of runs as they come, gives
/// decisions as they become possible. Decides on a thread of its own, so that the runs of others go
/// on meanwhile. Used from one thread.
///
/// Life: note() what the folder holds, begin(), repeat() the decisions of the past; then poll(),
/// add() what came out, note() results, until closed().
class StudySearch {
 public:
  /// `method`: see make_tuners(). Refers to the study and the plan.
  StudySearch(const Study& study, const Plan& plan, SearchMethod method);

  /// Positions in Study::metrics() of the figures of note().
  [[nodiscard]] const std::vector<std::size_t>& metrics() const { return objective_.metrics(); }
  [[nodiscard]] const ObjectiveFunction& objective() const { return objective_; }

  /// The figures of a simulation that is done. `run`: the first of its key.
  void note(RunId run, std::vector<double> figures);
  /// Precondition: all runs of the baseline are noted.
  void begin();
  /// Makes a decision of the past again, which the plan holds as `planned`. Problem if it comes out
  /// differently. Precondition: what it learned is noted.
  void repeat(const Decision& decision, std::vector<PlannedTrial> planned);

  /// The next decision, if there is one by now. It is to be added to the plan, then here.
  [[nodiscard]] std::optional<Decision> poll();
  void add(const Decision& decision, std::vector<PlannedTrial> planned);
  /// Nothing will be decided any more.
  [[nodiscard]] bool closed() const { return !thinking_.valid() && director_.finished(); }

  /// In the order of deciding.
  [[nodiscard]] const std::vector<TriedPoint>& tried() const { return tried_; }
  [[nodiscard]] std::size_t decisions() const { return decisions_; }

 private:
  void settle();

  const Study& study_;
  const Plan& plan_;
  ObjectiveFunction objective_;
  TrialLedger ledger_;
  Director director_;
  std::vector<TriedPoint> tried_;
  std::size_t decisions_ = 0;
  std::future<Decision> thinking_;
};

}  // namespace servesweep::sweep
