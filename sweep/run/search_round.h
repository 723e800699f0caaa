#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "sweep/distribute/supply.h"
#include "sweep/run/study_desk.h"
#include "sweep/tuning/study_search.h"

namespace servesweep::sweep {

/// Rank 0's part in a search while its runs are spread over the ranks: hands decisions on as
/// further tasks, learns from what comes back, and writes down what it decides before anybody acts
/// on it.
class SearchRound {
 public:
  /// Problem if a run of the baseline has failed: nothing could be compared with it.
  static void check_baseline(const StudyDesk& desk, const std::string& command, int ranks);

  /// Learns what the folder holds, which is everything that was decided so far. Refers to the desk.
  SearchRound(StudyDesk& desk, SearchMethod method, const std::string& command, int ranks);

  /// Makes the decisions of the past again, which takes as long as it took then; the search goes on
  /// from there. `go_on` is asked before each of them, with how many are done and how many there
  /// are: if it says no, this stops and returns false, and the search cannot go on. Problem if one
  /// does not come out again.
  [[nodiscard]] bool take_up(const std::function<bool(std::size_t, std::size_t)>& go_on);

  /// A simulation is done; its figures as in StudySearch::note().
  void note(RunId run, std::vector<double> figures) { search_.note(run, std::move(figures)); }
  /// A simulation has failed: its trial has no figures, and is no solution.
  void note_failed(RunId run);

  /// The next decision, as text for the other ranks, and how many tasks it brings.
  /// `decide`: takes a decision into plan and tasks of this rank, and returns the new tasks'
  /// number.
  [[nodiscard]] Supply next(const std::function<std::size_t(const Decision&)>& decide);

  [[nodiscard]] const StudySearch& search() const { return search_; }

 private:
  StudyDesk& desk_;
  StudySearch search_;
};

}  // namespace servesweep::sweep
