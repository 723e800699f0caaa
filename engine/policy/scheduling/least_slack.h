#pragma once

#include "engine/policy/scheduling/scheduling_policy.h"
#include "engine/policy/tier_targets.h"

namespace servesweep::engine {

/// Least slack first: time to the deadline of the first token minus the predicted time to compute
/// the prompt (StepCost, without the fixed cost, which all share). With prediction_weight 0 it is
/// earliest deadline first.
class LeastSlack : public SchedulingPolicy {
 public:
  explicit LeastSlack(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] QueueDiscipline discipline() const override;
  [[nodiscard]] bool needs_cached_tokens() const override { return discount_cached_; }
  [[nodiscard]] std::size_t pick(std::span<const WaitingFacts> waiting,
                                 const QueueView& view) override;

 private:
  TierTargets targets_;
  double prediction_weight_;
  bool discount_cached_;
};

}  // namespace servesweep::engine
