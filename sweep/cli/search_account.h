#pragma once

#include <memory>
#include <string>

#include "sweep/cli/results.h"
#include "sweep/run/planned_study.h"
#include "sweep/tuning/search_history.h"

namespace servesweep::sweep {

/// What the search of a folder's study has tried and found so far.
class SearchAccount {
 public:
  /// Loads the figures that it needs. Precondition: the study's search learns.
  explicit SearchAccount(Results& results);

  /// Null while the baseline is incomplete.
  [[nodiscard]] const SearchHistory* history() const { return history_.get(); }

 private:
  PlannedStudy planned_;
  std::unique_ptr<SearchHistory> history_;  ///< refers to it
};

/// "auto chose bayes: WHY", of a search that chose its method itself; else "".
[[nodiscard]] std::string method_line(const Results& results);

}  // namespace servesweep::sweep
