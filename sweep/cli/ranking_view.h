#pragma once

#include <vector>

#include "sweep/cli/results.h"
#include "sweep/ranking/best_set.h"
#include "sweep/ranking/ranking.h"

namespace servesweep::sweep {

/// A ranking and what it is shown with. Refers to everything.
struct RankingView {
  const Results& results;
  const RankingQuestion& question;
  const std::vector<Ranking>& rankings;
  const std::vector<BestSet>& best_sets;  ///< of each ranking
  std::size_t headline = 0;               ///< metrics of the question that tables of means show
  std::size_t shown = 0;                  ///< … that are compared for everybody to see; the first
};

}  // namespace servesweep::sweep
