#pragma once

#include "engine/policy/chunking/per_class_chunking.h"
#include "engine/policy/tier_targets.h"

namespace servesweep::engine {

/// Steps sized by slack: as many prompt tokens as let the step end within a share of the time until
/// the next waiting request's first token is due, and within the time that decoding requests may
/// wait for a token. Large steps save fixed costs while nobody is in a hurry; small ones keep the
/// next request from waiting for the end of a long step. Decodes come on top: one token each.
/// A limit per request and tier applies besides, as in `per-class`.
class SlackBudget : public PerClassChunking {
 public:
  explicit SlackBudget(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] std::int32_t step_tokens(const StepView& view) const override;
  [[nodiscard]] bool sizes_steps() const override { return true; }

 private:
  [[nodiscard]] double tokens_within_slack(const StepView& view) const;
  [[nodiscard]] double tokens_within_decode_target(const StepView& view) const;

  TierTargets targets_;
  double slack_fraction_, min_tokens_, max_tokens_, late_tokens_, decode_target_us_;
};

}  // namespace servesweep::engine
