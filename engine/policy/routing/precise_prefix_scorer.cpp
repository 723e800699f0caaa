#include "engine/policy/routing/precise_prefix_scorer.h"

#include <algorithm>

namespace servesweep::engine {
namespace {

/// Match length from which the length part of the score is full.
constexpr double kFullLengthTokens = 8192;

}  // namespace

PolicyInfo PrecisePrefixScorer::info() {
  return {
      .name = "precise-prefix",
      .what = "prefers instances that hold the prefix, by the caches' events",
      .formula =
          "h = GPU blocks + lower_tier_weight·blocks in lower tiers; H = h / full prompt blocks; "
          "(1 − length_weight)·H + length_weight·min(1, tokens of h / 8192)²",
      .source = "llm-d precise-prefix-cache scorer",
      .parameters = {scorer_weight(),
                     real_parameter("lower_tier_weight", 0.8, 0, 1, "",
                                    "a block in a lower tier relative to one in GPU memory"),
                     real_parameter("length_weight", 0, 0, 1, "",
                                    "weight of the absolute length of the match")}};
}

PrecisePrefixScorer::PrecisePrefixScorer(const Parameters& parameters)
    : lower_tier_weight_(parameters.real("lower_tier_weight")),
      length_weight_(parameters.real("length_weight")) {}

void PrecisePrefixScorer::score(const ClusterView& view, ScoreSum scores) {
  belief_.look(view);
  const double total = std::max(1, belief_.prompt_blocks());
  for (std::size_t i = 0; i < view.instances(); ++i) {
    const CacheMatch match = belief_.match(i);
    const double blocks = match.gpu_blocks + lower_tier_weight_ * match.lower_tier_blocks;
    const double length = std::min(1.0, blocks * view.block_tokens / kFullLengthTokens);
    scores.add(i, (1 - length_weight_) * blocks / total + length_weight_ * length * length);
  }
}

}  // namespace servesweep::engine
