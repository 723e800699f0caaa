#include "engine/policy/routing/prefix_affinity_scorer.h"

#include <algorithm>

namespace servesweep::engine {

PolicyInfo PrefixAffinityScorer::info() {
  return {
      .name = "prefix-affinity",
      .what = "prefers instances that were sent the same prefix before (approximate index)",
      .formula = "leading prompt blocks in the index / prompt blocks",
      .source = "llm-d, Gateway API inference extension; BLIS",
      .parameters = {scorer_weight(), integer_parameter("capacity_blocks", 10000, 1, 1e9, "blocks",
                                                        "size of the LRU index per instance")}};
}

PrefixAffinityScorer::PrefixAffinityScorer(const Parameters& parameters)
    : belief_(false, static_cast<std::int32_t>(parameters.integer("capacity_blocks"))) {}

void PrefixAffinityScorer::score(const ClusterView& view, std::span<double> scores) {
  belief_.look(view);
  const std::span<const std::int32_t> cached = belief_.cached_blocks();
  const double total = std::max(1, belief_.full_blocks());  // without full blocks none is cached
  for (std::size_t i = 0; i < scores.size(); ++i) scores[i] = cached[i] / total;
}

}  // namespace servesweep::engine
