#include "engine/policy/routing/free_slots_scorer.h"

namespace servesweep::engine {

PolicyInfo FreeSlotsScorer::info() {
  return {.name = "free-slots",
          .what = "prefers instances whose batch has places left",
          .formula = "1 − (running + waiting) / max_running",
          .source = "llm-d utilization filter (limit of running requests), as a score",
          .parameters = {scorer_weight()}};
}

void FreeSlotsScorer::score(const ClusterView& view, ScoreSum scores) {
  for (std::size_t i = 0; i < view.instances(); ++i) {
    const double wanted = view.reports[i].running + view.reports[i].waiting;
    scores.add(i, 1 - wanted / view.max_running);  // once per instance; below 0 counts as 0
  }
}

}  // namespace servesweep::engine
