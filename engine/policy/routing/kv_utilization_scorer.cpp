#include "engine/policy/routing/kv_utilization_scorer.h"

namespace servesweep::engine {

PolicyInfo KvUtilizationScorer::info() {
  return {.name = "kv-utilization",
          .what = "prefers instances with free KV memory",
          .formula = "1 − used blocks / blocks",
          .source = "llm-d, Gateway API inference extension; BLIS",
          .parameters = {scorer_weight()}};
}

void KvUtilizationScorer::score(const ClusterView& view, ScoreSum scores) {
  const double blocks = view.gpu_blocks;
  for (std::size_t i = 0; i < view.instances(); ++i)
    scores.add(i, 1 - view.used_kv_blocks[i] / blocks);
}

}  // namespace servesweep::engine
