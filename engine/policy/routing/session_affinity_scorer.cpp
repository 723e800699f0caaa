#include "engine/policy/routing/session_affinity_scorer.h"

#include <algorithm>

namespace servesweep::engine {

PolicyInfo SessionAffinityScorer::info() {
  return {.name = "session-affinity",
          .what = "prefers the instance that served the previous turn",
          .formula = "1 if table[session] = instance, else 0",
          .source = "llm-d session-affinity scorer",
          .parameters = {scorer_weight(), SessionTable::parameter()}};
}

void SessionAffinityScorer::score(const ClusterView& view, ScoreSum scores) {
  const InstanceId bound = table_.bound(view);
  if (bound.valid()) scores.add(bound.index(), 1);
}

}  // namespace servesweep::engine
