#pragma once

#include <vector>

#include "sweep/cli/results.h"
#include "sweep/ranking/front.h"

namespace servesweep::sweep {

/// Fronts of a study's workloads and what they are shown with. Refers to everything.
struct FrontView {
  const Results& results;
  const FrontQuestion& question;     ///< of the last workload; the others differ in that only
  const std::vector<Front>& fronts;  ///< by workload
};

}  // namespace servesweep::sweep
