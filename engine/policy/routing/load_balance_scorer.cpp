#include "engine/policy/routing/load_balance_scorer.h"

namespace servesweep::engine {

PolicyInfo LoadBalanceScorer::info() {
  return {.name = "load-balance",
          .what = "prefers instances with few requests, absolutely",
          .formula = "1 / (1 + load)",
          .source = "BLIS",
          .parameters = {scorer_weight()}};
}

void LoadBalanceScorer::score(const ClusterView& view, ScoreSum scores) {
  for (std::size_t i = 0; i < view.instances(); ++i) scores.add(i, 1.0 / (1.0 + view.load[i]));
}

}  // namespace servesweep::engine
