#include "engine/policy/routing/no_hit_lru_scorer.h"

#include <algorithm>
#include <numeric>

namespace servesweep::engine {

PolicyInfo NoHitLruScorer::info() {
  PolicyInfo info{
      .name = "no-hit-lru",
      .what = "spreads prompts that nobody has cached over the instances",
      .formula =
          "cold (no match anywhere): 1 − position/(instances − 1), position 0 = longest "
          "without a cold prompt; else 0.5",
      .source = "llm-d no-hit-lru scorer",
      .parameters = PrefixBelief::parameters()};
  info.parameters.insert(info.parameters.begin(), scorer_weight());
  return info;
}

void NoHitLruScorer::reset(std::size_t instances) {
  belief_.reset(instances);
  order_.resize(instances);
  std::iota(order_.begin(), order_.end(), std::size_t{0});
}

void NoHitLruScorer::score(const ClusterView& view, ScoreSum scores) {
  belief_.look(view);
  if (belief_.longest_tokens() > 0) {
    for (std::size_t i = 0; i < view.instances(); ++i) scores.add(i, 0.5);
    return;
  }
  const double last = static_cast<double>(std::max<std::size_t>(2, order_.size()) - 1);
  for (std::size_t position = 0; position < order_.size(); ++position) {
    scores.add(order_[position], 1 - static_cast<double>(position) / last);
  }
}

void NoHitLruScorer::routed(const ClusterView& view, InstanceId chosen) {
  if (belief_.longest_tokens() == 0) {
    const auto used = std::ranges::find(order_, chosen.index());
    std::rotate(used, used + 1, order_.end());
  }
  belief_.routed(view, chosen);
}

}  // namespace servesweep::engine
