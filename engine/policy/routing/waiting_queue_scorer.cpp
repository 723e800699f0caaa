#include "engine/policy/routing/waiting_queue_scorer.h"

namespace servesweep::engine {

PolicyInfo WaitingQueueScorer::info() {
  return {.name = "waiting-queue",
          .what = "prefers instances with few waiting requests, relative to the others",
          .formula = "(max waiting − waiting) / (max waiting − min waiting); 1 if all are equal",
          .source = "llm-d queue scorer; Gateway API inference extension",
          .parameters = {scorer_weight()}};
}

void WaitingQueueScorer::score(const ClusterView& view, ScoreSum scores) {
  add_fewest_first(scores, view.instances(),
                   [reports = view.reports](std::size_t i) { return reports[i].waiting; });
}

}  // namespace servesweep::engine
