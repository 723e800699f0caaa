#include "engine/policy/routing/least_tokens.h"

namespace servesweep::engine {

PolicyInfo LeastTokens::info() {
  PolicyInfo info{
      .name = "least-tokens",
      .what = "joins the least uncached work, its own included",
      .formula =
          "argmin prompt tokens in flight + own uncached tokens + decode_tokens·requests "
          "that decode; ties to the smaller load, then to the first",
      .source = "llm-d token-load with look-ahead; join the least workload",
      .parameters = PrefixBelief::parameters()};
  info.parameters.push_back(real_parameter("decode_tokens", 1, 0, 1e9, "tokens",
                                           "work that each decoding request counts for"));
  return info;
}

LeastTokens::LeastTokens(const Parameters& parameters)
    : belief_(parameters), decode_tokens_(parameters.real("decode_tokens")) {}

void LeastTokens::reset(std::size_t instances) {
  belief_.reset(instances);
  scores_.assign(instances, 0);
}

RoutingDecision LeastTokens::route(const ClusterView& view) {
  belief_.look(view);
  std::size_t best = 0;
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    const auto in_flight = static_cast<double>(view.inflight_prefill_tokens[i]);
    scores_[i] =
        -(in_flight + belief_.uncached_tokens(i) + decode_tokens_ * view.reports[i].decoding);
    const bool better = scores_[i] > scores_[best];
    if (better || (scores_[i] == scores_[best] && view.load[i] < view.load[best])) best = i;
  }
  const InstanceId chosen(static_cast<std::int32_t>(best));
  belief_.routed(view, chosen);
  return {chosen, belief_.intent(chosen)};
}

}  // namespace servesweep::engine
