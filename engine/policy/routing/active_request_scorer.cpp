#include "engine/policy/routing/active_request_scorer.h"

#include <algorithm>

namespace servesweep::engine {

PolicyInfo ActiveRequestScorer::info() {
  return {.name = "active-request",
          .what = "prefers instances with few requests in flight, relative to the busiest",
          .formula = "1 if load ≤ idle_load, else highest_busy·(max load − load)/max load",
          .source = "llm-d active-request scorer",
          .parameters = {scorer_weight(),
                         real_parameter("idle_load", 0, 0, 1e9, "requests",
                                        "load up to which an instance counts as idle"),
                         real_parameter("highest_busy", 1, 0, 1, "",
                                        "score that a busy instance can approach")}};
}

ActiveRequestScorer::ActiveRequestScorer(const Parameters& parameters)
    : idle_load_(parameters.real("idle_load")), highest_busy_(parameters.real("highest_busy")) {}

void ActiveRequestScorer::score(const ClusterView& view, ScoreSum scores) {
  const double largest = std::ranges::max(view.load);
  for (std::size_t i = 0; i < view.instances(); ++i) {
    const double load = view.load[i];
    scores.add(i, load <= idle_load_ ? 1 : highest_busy_ * (largest - load) / largest);
  }
}

}  // namespace servesweep::engine
