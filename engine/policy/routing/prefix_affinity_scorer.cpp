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
    : capacity_blocks_(static_cast<std::int32_t>(parameters.integer("capacity_blocks"))) {}

void PrefixAffinityScorer::reset(std::size_t instances) {
  matched_.resize(instances);
  fresh_ = true;
}

void PrefixAffinityScorer::score(const ClusterView& view, std::span<double> scores) {
  if (fresh_) {
    index_.reset(view.instances(), capacity_blocks_, view.block_tokens);
    fresh_ = false;
  }
  const std::int32_t total = view.request.input_tokens / view.block_tokens;
  expected_tokens_per_block_ = total == 0 ? 0 : view.block_tokens;
  if (total == 0) {
    std::ranges::fill(scores, 0.0);
    return;
  }
  index_.count_matches(view.request.content, view.request.input_tokens, matched_);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    scores[i] = static_cast<double>(matched_[i]) / total;
  }
}

void PrefixAffinityScorer::routed(const ClusterView& view, InstanceId chosen) {
  index_.touch(view.request.content, view.request.input_tokens, chosen);
}

}  // namespace servesweep::engine
