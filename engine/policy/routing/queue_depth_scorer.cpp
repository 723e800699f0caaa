#include "engine/policy/routing/queue_depth_scorer.h"

namespace servesweep::engine {

PolicyInfo QueueDepthScorer::info() {
  return {.name = "queue-depth",
          .what = "prefers instances with few requests, relative to the others",
          .formula = "(max load − load) / (max load − min load); 1 if all are equal",
          .source = "llm-d, Gateway API inference extension; BLIS",
          .parameters = {scorer_weight()}};
}

void QueueDepthScorer::score(const ClusterView& view, ScoreSum scores) {
  add_fewest_first(scores, view.instances(), [load = view.load](std::size_t i) { return load[i]; });
}

}  // namespace servesweep::engine
