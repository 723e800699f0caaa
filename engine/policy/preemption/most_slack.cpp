#include "engine/policy/preemption/most_slack.h"

#include "engine/policy/preemption/victim_choice.h"

namespace servesweep::engine {

PolicyInfo MostSlack::info() {
  return {.name = "most-slack",
          .what = "preempts the request with the most time until its deadline",
          .formula =
              "argmax arrival + (TTFT target without a token, E2E target after the first) − "
              "now, then last in the running list",
          .source = "least laxity first, reversed; preemption of Tempo",
          .parameters = TierTargets::parameters({TierTargets::Kind::ttft, TierTargets::Kind::e2e})};
}

MostSlack::MostSlack(const Parameters& parameters)
    : ttft_(TierTargets::Kind::ttft, parameters), e2e_(TierTargets::Kind::e2e, parameters) {}

double MostSlack::deadline_us(const RunningFacts& running) const {
  return (running.generated_tokens == 0 ? ttft_ : e2e_).deadline_us(running.request);
}

/// The present time is the same for all and does not change the order.
std::size_t MostSlack::victim(std::span<const RunningFacts> running, const QueueView&) const {
  return last_worst(running, [this](const RunningFacts& a, const RunningFacts& b) {
    return deadline_us(a) > deadline_us(b);
  });
}

}  // namespace servesweep::engine
