#pragma once

#include <string>
#include <vector>

#include "sweep/cli/results.h"
#include "sweep/criteria/criteria_report.h"

namespace servesweep::sweep {

/// Judged criteria and what they are shown with. Refers to results and report.
struct CriteriaView {
  const Results& results;
  const CriteriaReport& report;
  std::string strategy{};   ///< the only one to show; all if empty
  bool show_seeds = false;  ///< a mark for each seed, for people

  [[nodiscard]] bool shows(const CriteriaCase& one) const {
    return strategy.empty() || one.point.point.strategy == strategy;
  }
};

/// The words for a finding on a criterion: pass, fail, undecided.
[[nodiscard]] const char* verdict_word(Finding finding);

}  // namespace servesweep::sweep
