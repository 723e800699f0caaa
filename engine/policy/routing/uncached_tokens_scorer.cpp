#include "engine/policy/routing/uncached_tokens_scorer.h"

#include <algorithm>

namespace servesweep::engine {

PolicyInfo UncachedTokensScorer::info() {
  PolicyInfo info{.name = "uncached-tokens",
                  .what = "prefers instances with little uncached work, its own included",
                  .formula = "1 − min(prompt tokens in flight + own uncached tokens, cap)/cap",
                  .source = "llm-d token-load scorer with look-ahead",
                  .parameters = PrefixBelief::parameters()};
  info.parameters.insert(info.parameters.begin(), scorer_weight());
  info.parameters.push_back(
      real_parameter("cap_tokens", 4194304, 1, 1e12, "tokens", "work that scores 0"));
  return info;
}

UncachedTokensScorer::UncachedTokensScorer(const Parameters& parameters)
    : belief_(parameters), cap_tokens_(parameters.real("cap_tokens")) {}

void UncachedTokensScorer::score(const ClusterView& view, ScoreSum scores) {
  belief_.look(view);
  for (std::size_t i = 0; i < view.instances(); ++i) {
    const auto in_flight = static_cast<double>(view.inflight_prefill_tokens[i]);
    const double work_tokens = in_flight + belief_.uncached_tokens(i);
    scores.add(i, 1 - std::min(work_tokens, cap_tokens_) / cap_tokens_);
  }
}

}  // namespace servesweep::engine
