#include "engine/policy/scheduling/urgent_then_cached.h"

#include "engine/base/contract.h"
#include "engine/policy/scheduling/waiting_choice.h"

namespace servesweep::engine {

PolicyInfo UrgentThenCached::info() {
  PolicyInfo info = {
      .name = "urgent-then-cached",
      .what = "who is short of time by deadline, then the longest cached prefix, the hopeless last",
      .formula =
          "slack = arrival + TTFT target − now − prefill µs per token·uncached tokens; slack < "
          "margin_us: by deadline; past the deadline by hopeless_us: last, by age, at least every "
          "k-th admission; others by cached tokens, the oldest at every k-th",
      .source = "k-LPM (arXiv 2502.04677) with least laxity first (Mok 1983); demotion of Tempo",
      .parameters = {
          real_parameter("margin_us", 50e3, -1e12, 1e12, "µs", "slack below which one is urgent"),
          real_parameter("hopeless_us", 1e6, 0, 1e12, "µs",
                         "time past the deadline from which one is hopeless"),
          integer_parameter("k", 8, 1, 1e9, "requests",
                            "every k-th admission goes to the hopeless, and every k-th of those at "
                            "ease to the oldest of them")}};
  for (ParameterInfo& parameter : TierTargets::parameters(TierTargets::Kind::ttft)) {
    info.parameters.push_back(std::move(parameter));
  }
  return info;
}

UrgentThenCached::UrgentThenCached(const Parameters& parameters)
    : targets_(TierTargets::Kind::ttft, parameters),
      margin_us_(parameters.real("margin_us")),
      hopeless_us_(parameters.real("hopeless_us")),
      k_(parameters.integer("k")) {}

QueueDiscipline UrgentThenCached::discipline() const {
  return QueueDiscipline::picked;
}

void UrgentThenCached::reset(std::size_t instances) {
  turns_.assign(instances, {});
}

UrgentThenCached::Group UrgentThenCached::group_of(const WaitingFacts& request,
                                                   const QueueView& view) const {
  const double left_us = targets_.deadline_us(request.request) - static_cast<double>(view.now_us);
  if (left_us < -hopeless_us_) return Group::hopeless;
  const double work_us = view.cost.prefill_us_per_token * prefill_work_tokens(request, true);
  return left_us - work_us < margin_us_ ? Group::urgent : Group::at_ease;
}

UrgentThenCached::Firsts UrgentThenCached::find(std::span<const WaitingFacts> waiting,
                                                const QueueView& view) const {
  const std::size_t none = waiting.size();
  Firsts firsts{.urgent = none, .longest = none, .oldest_at_ease = none, .hopeless = none};
  const auto improve = [&](std::size_t& first, std::size_t i, double by) {
    if (first == none || by > 0 || (by == 0 && arrived_before(waiting[i], waiting[first]))) {
      first = i;
    }
  };
  const auto is = [&](std::size_t first) -> const WaitingFacts& {
    return waiting[first == none ? 0 : first];
  };
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    const WaitingFacts& request = waiting[i];
    switch (group_of(request, view)) {
      case Group::urgent:
        improve(firsts.urgent, i,
                targets_.deadline_us(is(firsts.urgent).request) -
                    targets_.deadline_us(request.request));
        break;
      case Group::at_ease:
        improve(firsts.longest, i, request.cached_tokens - is(firsts.longest).cached_tokens);
        improve(firsts.oldest_at_ease, i, 0);
        break;
      case Group::hopeless:
        improve(firsts.hopeless, i, 0);
        break;
    }
  }
  return firsts;
}

std::size_t UrgentThenCached::pick(std::span<const WaitingFacts> waiting, const QueueView& view) {
  SERVESWEEP_EXPECT(view.instance.valid() && view.instance.index() < turns_.size());
  Turns& turns = turns_[view.instance.index()];
  const Firsts firsts = find(waiting, view);
  const std::size_t none = waiting.size();
  turns.hopeless_waits = firsts.hopeless != none;
  if (turns.hopeless_waits && turns.without_hopeless >= k_ - 1) return firsts.hopeless;
  if (firsts.urgent != none) return firsts.urgent;
  if (firsts.longest == none) return firsts.hopeless;
  return turns.at_ease % k_ == 0 ? firsts.oldest_at_ease : firsts.longest;
}

void UrgentThenCached::served(const WaitingFacts& request, std::int32_t, const QueueView& view) {
  Turns& turns = turns_[view.instance.index()];
  const Group group = group_of(request, view);
  if (group == Group::at_ease) ++turns.at_ease;
  const bool passed_over = turns.hopeless_waits && group != Group::hopeless;
  turns.without_hopeless = passed_over ? turns.without_hopeless + 1 : 0;
}

}  // namespace servesweep::engine
