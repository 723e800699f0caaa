#include "engine/policy/routing/queue_depth_scorer.h"

#include <algorithm>

namespace servesweep::engine {

PolicyInfo QueueDepthScorer::info() {
  return {.name = "queue-depth",
          .what = "prefers instances with few requests, relative to the others",
          .formula = "(max load − load) / (max load − min load); 1 if all are equal",
          .source = "llm-d, Gateway API inference extension; BLIS",
          .parameters = {scorer_weight()}};
}

void QueueDepthScorer::score(const ClusterView& view, std::span<double> scores) {
  const auto [smallest, largest] = std::ranges::minmax(view.load);
  if (smallest == largest) {
    std::ranges::fill(scores, 1.0);
    return;
  }
  const double range = largest - smallest;
  for (std::size_t i = 0; i < scores.size(); ++i) scores[i] = (largest - view.load[i]) / range;
}

}  // namespace servesweep::engine
