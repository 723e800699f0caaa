#pragma once

#include <vector>

#include "sweep/cli/results.h"
#include "sweep/ranking/ranking.h"

namespace servesweep::sweep {

/// A ranking and what it is shown with. Refers to everything.
struct RankingView {
  const Results& results;
  const RankingQuestion& question;
  const std::vector<Ranking>& rankings;
};

}  // namespace servesweep::sweep
