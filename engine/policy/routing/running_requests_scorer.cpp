#include "engine/policy/routing/running_requests_scorer.h"

namespace servesweep::engine {

PolicyInfo RunningRequestsScorer::info() {
  return {.name = "running-requests",
          .what = "prefers instances with few running requests, relative to the others",
          .formula = "(max running − running) / (max running − min running); 1 if all are equal",
          .source = "llm-d running-requests-size scorer",
          .parameters = {scorer_weight()}};
}

void RunningRequestsScorer::score(const ClusterView& view, ScoreSum scores) {
  add_fewest_first(scores, view.instances(),
                   [reports = view.reports](std::size_t i) { return reports[i].running; });
}

}  // namespace servesweep::engine
