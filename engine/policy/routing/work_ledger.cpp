#include "engine/policy/routing/work_ledger.h"

#include <algorithm>
#include <cmath>

namespace servesweep::engine {

void WorkLedger::look(const ClusterView& view) {
  for (std::size_t i = 0; i < engines_.size(); ++i) {
    let_run(view, view.load[i], engines_[i]);
    correct(view, i, engines_[i]);
  }
}

/// Steps with prompts one by one; of the steps that only decode, as many as fit until now, the last
/// of which is under way.
void WorkLedger::let_run(const ClusterView& view, double decoding, Engine& engine) {
  const auto now_us = static_cast<double>(view.now_us);
  while (engine.step_end_us <= now_us && engine.queued_tokens > 0) {
    begin_step(view, decoding, engine);
  }
  const double idle_us = now_us - engine.step_end_us;
  if (idle_us < 0) return;
  const double step_us = view.cost.step_us(0, decoding);
  const bool decodes = decoding > 0 && step_us > 0;
  engine.step_end_us += decodes ? (std::floor(idle_us / step_us) + 1) * step_us : idle_us;
}

/// Precondition: the step before has ended.
void WorkLedger::begin_step(const ClusterView& view, double decoding, Engine& engine) {
  const double budget_tokens = std::max(1.0, view.max_tokens_per_step - decoding);
  const double tokens = std::min(engine.queued_tokens, budget_tokens);
  engine.queued_tokens -= tokens;
  engine.step_end_us += view.cost.step_us(tokens, decoding);
}

void WorkLedger::correct(const ClusterView& view, std::size_t instance, Engine& engine) {
  const std::int64_t in_flight = view.inflight_prefill_tokens[instance];
  const auto most_tokens = static_cast<double>(in_flight);
  if (in_flight < engine.expected_in_flight) {
    engine.queued_tokens = most_tokens;
    engine.step_end_us = static_cast<double>(view.now_us);
    if (view.load[instance] > 0) begin_step(view, view.load[instance], engine);
  } else {
    const double least_tokens = std::max(0.0, most_tokens - 2.0 * view.max_tokens_per_step);
    engine.queued_tokens = std::clamp(engine.queued_tokens, least_tokens, most_tokens);
  }
  engine.expected_in_flight = in_flight;
}

PendingWork WorkLedger::of(const ClusterView& view, std::size_t instance) const {
  const Engine& engine = engines_[instance];
  return {.rest_us = std::max(0.0, engine.step_end_us - static_cast<double>(view.now_us)),
          .tokens = engine.queued_tokens,
          .decoding = static_cast<double>(view.load[instance])};
}

}  // namespace servesweep::engine
