#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sweep/ranking/judged_finding.h"

namespace servesweep::sweep {

/// Judged findings, in the order in which they are shown.
struct FindingsView {
  std::vector<JudgedFinding> findings;
  double confidence = 0.95;
  std::size_t simulations = 0;  ///< of all studies, each different one once
};

/// Sorts by number, those without one last and in the order given.
void sort_by_number(std::vector<JudgedFinding>& findings);

/// "7 agree, 3 conditional, 1 disagree", leaving out what there is none of.
[[nodiscard]] std::string count_text(const std::vector<JudgedFinding>& findings);

/// What the finding's source expected, or else what its headline claims.
[[nodiscard]] std::string expected_text(const JudgedFinding& judged);

}  // namespace servesweep::sweep
