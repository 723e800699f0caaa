#pragma once

#include "engine/policy/chunking/per_class_chunking.h"
#include "engine/policy/tier_targets.h"

namespace servesweep::engine {

/// Steps sized by slack: as many prompt tokens as let the step end within a share of the time until
/// the next waiting request's first token is due, and within the time that decoding requests may
/// wait for a token. Large steps save fixed costs while nobody is in a hurry; small ones keep the
/// next request from waiting for the end of a long step. Decodes come on top: one token each.
/// "Next" is whoever the order of the queue serves next: under fcfs preempted ones, then the
/// oldest; under priorities the most urgent, so that others may be late unnoticed. With `of_oldest`
/// it is the earliest arrival, which costs a look at every waiting request and step.
///
/// A limit per request and tier applies besides, as in `per-class`; with `no_chunk_below`, only in
/// steps that begin with at least that share of KV memory in use: whole prompts as long as there is
/// room, chunks when memory is short.
class SlackBudget : public PerClassChunking {
 public:
  explicit SlackBudget(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] std::int32_t step_tokens(const StepView& view) const override;
  [[nodiscard]] bool sizes_steps() const override { return true; }
  [[nodiscard]] bool needs_oldest() const override { return of_oldest_; }
  [[nodiscard]] bool lifts_limits() const override { return no_chunk_below_ > 0; }
  [[nodiscard]] bool limits_apply(const StepView& view) const override {
    return view.used_kv_share >= no_chunk_below_;
  }

 protected:
  /// Time until the first token of a waiting request is due, µs; negative once it is late.
  [[nodiscard]] virtual double slack_us(const RequestFacts& request, const StepView& view) const {
    return targets_.deadline_us(request) - static_cast<double>(view.now_us);
  }
  [[nodiscard]] double target_us(const RequestFacts& request) const {
    return targets_.target_us(request);
  }

 private:
  [[nodiscard]] double tokens_within_slack(const StepView& view) const;
  [[nodiscard]] double tokens_within_decode_target(const StepView& view) const;

  TierTargets targets_;
  double slack_fraction_, min_tokens_, max_tokens_, late_tokens_, decode_target_us_,
      no_chunk_below_;
  bool of_oldest_;
};

}  // namespace servesweep::engine
