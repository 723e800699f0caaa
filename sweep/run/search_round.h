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
  /// Takes up the search where the folder is, which holds everything that was decided so far.
  /// Problem if a decision of the past does not come out again. Refers to the desk.
  SearchRound(StudyDesk& desk, SearchMethod method, const std::string& command, int ranks);

  /// A simulation is done; its figures as in StudySearch::note().
  void note(RunId run, std::vector<double> figures) { search_.note(run, std::move(figures)); }

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
