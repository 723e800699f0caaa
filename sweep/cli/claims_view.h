#pragma once

#include <vector>

#include "sweep/cli/results.h"
#include "sweep/ranking/judged_claim.h"

namespace servesweep::sweep {

/// Judged claims and what they are shown with. Refers to everything.
struct ClaimsView {
  const Results& results;
  const std::vector<JudgedClaim>& claims;
  double confidence = 0.95;
};

}  // namespace servesweep::sweep
