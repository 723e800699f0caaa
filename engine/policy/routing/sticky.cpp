#include "engine/policy/routing/sticky.h"

#include <algorithm>
#include <limits>

namespace servesweep::engine {
namespace {

constexpr StreamPurpose kExplore("routing.sticky.explore");
constexpr StreamPurpose kTies("routing.sticky.ties");

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
      explore_(parameters, kExplore),
      ties_(parameters, kTies),
      theta_(parameters.real("theta")),
      penalty_us_(parameters.real("penalty_us")),
      peak_tokens_per_s_(parameters.real("peak_tokens_per_s")),
      explore_share_(parameters.real("explore_share")),
      request_share_(parameters.real("request_share")),
      cap_tokens_(parameters.real("cap_tokens")) {}

void Sticky::reset(std::size_t instances) {
  belief_.reset(instances);
  scores_.assign(instances, 0);
}

RoutingDecision Sticky::route(const ClusterView& view) {
  belief_.look(view);
  score(view, keeps_only_sticky(view));
  const InstanceId chosen = random_largest(scores_, ties_, view.request);
  belief_.routed(view, chosen);
  return {chosen, intent(chosen)};
}

double Sticky::prefill_tokens_per_us(const ClusterView& view) const {
  if (peak_tokens_per_s_ > 0) return peak_tokens_per_s_ / 1e6;
  const double step_us = view.cost.step_us(view.max_tokens_per_step, 0);
  return step_us > 0 ? view.max_tokens_per_step / step_us : std::numeric_limits<double>::infinity();
}

bool Sticky::keeps_only_sticky(const ClusterView& view) const {
  if (theta_ <= 0) return false;
  if (explore_share_ > 0 && explore_.uniform(view.request) < explore_share_) return false;
  constexpr std::int64_t kNobody = std::numeric_limits<std::int64_t>::max();
  std::int64_t inside_tokens = kNobody, outside_tokens = kNobody;
  for (std::size_t i = 0; i < view.instances(); ++i) {
    std::int64_t& smallest = is_sticky(i) ? inside_tokens : outside_tokens;
    smallest = std::min(smallest, view.inflight_prefill_tokens[i]);
  }
  if (inside_tokens == kNobody) return false;
  if (outside_tokens == kNobody || penalty_us_ == 0) return true;
  const double gap_tokens = static_cast<double>(inside_tokens - outside_tokens);
  return gap_tokens / prefill_tokens_per_us(view) <= penalty_us_;
}

void Sticky::score(const ClusterView& view, bool only_sticky) {
  std::int32_t most_requests = 0;
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    if (!only_sticky || is_sticky(i)) most_requests = std::max(most_requests, view.load[i]);
  }
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    if (only_sticky && !is_sticky(i)) {
      scores_[i] = -1;
      continue;
    }
    const auto in_flight = static_cast<double>(view.inflight_prefill_tokens[i]);
    const double work_tokens = in_flight + belief_.uncached_tokens(i);
    const double by_tokens = 1 - std::min(work_tokens, cap_tokens_) / cap_tokens_;
    const double by_requests =
        view.load[i] == 0 ? 1 : static_cast<double>(most_requests - view.load[i]) / most_requests;
    scores_[i] = (1 - request_share_) * by_tokens + request_share_ * by_requests;
  }
}

RoutingIntent Sticky::intent(InstanceId chosen) const {
  RoutingIntent intent = belief_.intent(chosen);
  bool anybody_sticky = false;
  for (std::size_t i = 0; i < scores_.size(); ++i) anybody_sticky |= is_sticky(i);
  using enum RoutingIntent::Reason;
  intent.reason = !anybody_sticky ? load : is_sticky(chosen.index()) ? affinity : spill;
  return intent;
}

}  // namespace servesweep::engine
