#include "engine/policy/routing/least_work.h"

namespace servesweep::engine {

PolicyInfo LeastWork::info() {
  PolicyInfo info{
      .name = "least-work",
      .what = "joins the least uncached work in time, work in progress counted",
      .formula =
          "argmin rest of the step in progress + steps·(fixed + decode_weight·decode·decoding) + "
          "prefill·w + wait for a place in the batch; w = tokens waiting there + own uncached "
          "tokens, "
          "steps = max(1, ⌈w/(budget − decoding)⌉); ties to the smaller load, then to the first",
      .source = "join the least workload (Harchol-Balter, Performance Modeling, 2013)",
      .parameters = PrefixBelief::parameters()};
  for (ParameterInfo& one : WorkEstimate::parameters()) info.parameters.push_back(std::move(one));
  return info;
}

LeastWork::LeastWork(const Parameters& parameters) : belief_(parameters), estimate_(parameters) {}

void LeastWork::reset(std::size_t instances) {
  belief_.reset(instances);
  estimate_.reset(instances);
  scores_.assign(instances, 0);
}

RoutingDecision LeastWork::route(const ClusterView& view) {
  belief_.look(view);
  estimate_.look(view);
  std::size_t best = 0;
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    scores_[i] = -estimate_.work_us(view, i, belief_.uncached_tokens(i));
    const bool better = scores_[i] > scores_[best];
    if (better || (scores_[i] == scores_[best] && view.load[i] < view.load[best])) best = i;
  }
  const InstanceId chosen(static_cast<std::int32_t>(best));
  belief_.routed(view, chosen);
  estimate_.routed(chosen, belief_.uncached_tokens(best));
  return {chosen, belief_.intent(chosen)};
}

}  // namespace servesweep::engine
