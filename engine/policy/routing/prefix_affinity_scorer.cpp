#include "engine/policy/routing/prefix_affinity_scorer.h"

#include <algorithm>

namespace servesweep::engine {

PolicyInfo PrefixAffinityScorer::info() {
  PolicyInfo info{
      .name = "prefix-affinity",
      .what = "prefers instances that were sent the same prefix before (approximate index)",
      .formula = "leading prompt blocks in the index / prompt blocks",
      .source = "llm-d, Gateway API inference extension; BLIS",
      .parameters = PrefixBelief::index_parameters(10000)};
  info.parameters.insert(info.parameters.begin(), scorer_weight());
  return info;
}

PrefixAffinityScorer::PrefixAffinityScorer(const Parameters& parameters)
    : belief_(false, PrefixBelief::index_spec(parameters)) {}

void PrefixAffinityScorer::score(const ClusterView& view, ScoreSum scores) {
  belief_.look(view);
  const std::span<const std::int32_t> cached = belief_.cached_blocks();
  const double total = std::max(1, belief_.prompt_blocks());  // without blocks none is cached
  for (std::size_t i = 0; i < view.instances(); ++i) scores.add(i, cached[i] / total);
}

}  // namespace servesweep::engine
