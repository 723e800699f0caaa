#pragma once

#include "engine/policy/preemption/preemption_policy.h"
#include "engine/policy/tier_targets.h"

namespace servesweep::engine {

/// Whoever has most time left loses: until its first token is due while it has none, until its end
/// is due afterwards. Ties: admitted last.
class MostSlack : public PreemptionPolicy {
 public:
  explicit MostSlack(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] std::size_t victim(std::span<const RunningFacts> running,
                                   const QueueView& view) const override;

 private:
  [[nodiscard]] double deadline_us(const RunningFacts& running) const;

  TierTargets ttft_, e2e_;
};

}  // namespace servesweep::engine
