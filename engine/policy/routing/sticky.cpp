#include "engine/policy/routing/sticky.h"

#include <algorithm>
#include <limits>

namespace servesweep::engine {
namespace {

constexpr StreamPurpose kExplore("routing.sticky.explore");
constexpr StreamPurpose kStickyTies("routing.sticky.ties");

}  // namespace

PolicyInfo Sticky::info() {
  PolicyInfo info{
      .name = "sticky",
      .what = "stays where the prefix is until that instance is saturated; then least work",
      .formula =
          "candidates = {hit share ≥ theta}, unless empty or min T/peak inside − min T/peak "
          "outside "
          "> penalty_us; argmax (1 − request_share)·(1 − min(T + uncached, cap)/cap) + "
          "request_share·(max F − F)/max F; T = prompt tokens in flight, F = requests there; "
          "uniform ties",
      .source =
          "llm-d guides since 2026: prefix-cache-affinity filter (theta 0.8, 18 s at 15,928 tok/s) "
          "and token-load scorer",
      .parameters = PrefixBelief::parameters()};
  const auto add = [&info](ParameterInfo one) { info.parameters.push_back(std::move(one)); };
  add(real_parameter("theta", 0.8, 0, 1, "", "hit share from which an instance is sticky"));
  add(real_parameter("penalty_us", 18e6, 0, 1e12, "µs",
                     "extra delay that a hit is worth; 0 = whatever the delay"));
  add(real_parameter("peak_tokens_per_s", 0, 0, 1e9, "tokens/s",
                     "prefill throughput that turns tokens into time; 0 = of a full step"));
  add(real_parameter("explore_share", 0, 0, 1, "", "share of requests that skip the filter"));
  add(real_parameter("request_share", 0, 0, 1, "",
                     "0 = choose by uncached tokens (prefill-bound), 1 = by requests "
                     "(decode-bound)"));
  add(real_parameter("cap_tokens", 4194304, 1, 1e12, "tokens", "work that scores 0"));
  add(seed_parameter());
  return info;
}

Sticky::Sticky(const Parameters& parameters)
    : belief_(parameters),
      gate_({.theta = parameters.real("theta"),
             .penalty_us = parameters.real("penalty_us"),
             .explore_share = parameters.real("explore_share")},
            Draws(parameters, kExplore)),
      ties_(parameters, kStickyTies),
      peak_tokens_per_s_(parameters.real("peak_tokens_per_s")),
      request_share_(parameters.real("request_share")),
      cap_tokens_(parameters.real("cap_tokens")) {}

void Sticky::reset(std::size_t instances) {
  belief_.reset(instances);
  backlog_tokens_.assign(instances, 0);
  kept_.assign(instances, 1);
  scores_.assign(instances, 0);
}

RoutingDecision Sticky::route(const ClusterView& view) {
  belief_.look(view);
  narrow(view);
  score(view);
  const InstanceId chosen = random_largest(scores_, ties_, view.request);
  belief_.routed(view, chosen);
  return {chosen, intent(chosen)};
}

double Sticky::prefill_tokens_per_us(const ClusterView& view) const {
  if (peak_tokens_per_s_ > 0) return peak_tokens_per_s_ / 1e6;
  const double step_us = view.cost.step_us(view.max_tokens_per_step, 0);
  return step_us > 0 ? view.max_tokens_per_step / step_us : std::numeric_limits<double>::infinity();
}

void Sticky::narrow(const ClusterView& view) {
  for (std::size_t i = 0; i < kept_.size(); ++i) {
    backlog_tokens_[i] = static_cast<double>(view.inflight_prefill_tokens[i]);
    kept_[i] = 1;
  }
  gate_.narrow(view.request, belief_, backlog_tokens_, prefill_tokens_per_us(view), kept_);
}

void Sticky::score(const ClusterView& view) {
  std::int32_t most_requests = 0;
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    if (kept_[i] != 0) most_requests = std::max(most_requests, view.load[i]);
  }
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    if (kept_[i] == 0) {
      scores_[i] = -1;
      continue;
    }
    const double work_tokens = backlog_tokens_[i] + belief_.uncached_tokens(i);
    const double by_tokens = 1 - std::min(work_tokens, cap_tokens_) / cap_tokens_;
    const double by_requests =
        view.load[i] == 0 ? 1 : static_cast<double>(most_requests - view.load[i]) / most_requests;
    scores_[i] = (1 - request_share_) * by_tokens + request_share_ * by_requests;
  }
}

RoutingIntent Sticky::intent(InstanceId chosen) const {
  RoutingIntent intent = belief_.intent(chosen);
  bool anybody_sticky = false;
  for (std::size_t i = 0; i < scores_.size(); ++i) anybody_sticky |= gate_.is_sticky(belief_, i);
  using enum RoutingIntent::Reason;
  intent.reason = !anybody_sticky                            ? load
                  : gate_.is_sticky(belief_, chosen.index()) ? affinity
                                                             : spill;
  return intent;
}

}  // namespace servesweep::engine
