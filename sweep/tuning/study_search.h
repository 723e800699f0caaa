#pragma once

#include <future>
#include <optional>
#include <utility>
#include <vector>

#include "sweep/study/plan.h"
#include "sweep/study/study.h"
#include "sweep/tuning/apply_decision.h"
#include "sweep/tuning/director.h"
#include "sweep/tuning/search_history.h"

namespace servesweep::sweep {

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
  [[nodiscard]] const std::vector<std::size_t>& metrics() const {
    return history_.objective().metrics();
  }
  /// The figures of a simulation that is done. `run`: the first of its key.
  void note(RunId run, std::vector<double> figures) { history_.note(run, std::move(figures)); }
  /// Precondition: all runs of the baseline are noted.
  void begin() { history_.begin(); }
  /// Makes a decision of the past again, which the plan holds as `planned`. Problem if it comes out
  /// differently. Precondition: what it learned is noted.
  void repeat(const Decision& decision, std::vector<PlannedTrial> planned);

  /// The next decision, if there is one by now. It is to be added to the plan, then here.
  [[nodiscard]] std::optional<Decision> poll();
  void add(const Decision& decision, std::vector<PlannedTrial> planned) {
    history_.add(decision, std::move(planned));
  }
  /// Nothing will be decided any more.
  [[nodiscard]] bool closed() const { return !thinking_.valid() && director_.finished(); }

  /// Not up to date with what was noted while it thinks about a decision.
  [[nodiscard]] const SearchHistory& history() const { return history_; }

 private:
  void settle();

  SearchHistory history_;
  Director director_;
  std::future<Decision> thinking_;
};

}  // namespace servesweep::sweep
