#include "engine/policy/routing/load_aware_scorer.h"

#include <algorithm>

namespace servesweep::engine {

PolicyInfo LoadAwareScorer::info() {
  return {.name = "load-aware",
          .what = "prefers instances with few waiting requests, absolutely",
          .formula = "0.5·(1 − min(waiting, threshold)/threshold)",
          .source = "llm-d load-aware scorer",
          .parameters = {scorer_weight(), real_parameter("threshold", 128, 1e-3, 1e9, "requests",
                                                         "waiting requests that score 0")}};
}

LoadAwareScorer::LoadAwareScorer(const Parameters& parameters)
    : threshold_(parameters.real("threshold")) {}

void LoadAwareScorer::score(const ClusterView& view, ScoreSum scores) {
  for (std::size_t i = 0; i < view.instances(); ++i) {
    const double waiting = view.reports[i].waiting;
    scores.add(i, 0.5 * (1 - std::min(waiting, threshold_) / threshold_));
  }
}

}  // namespace servesweep::engine
