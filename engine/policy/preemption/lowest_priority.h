#pragma once

#include "engine/policy/preemption/preemption_policy.h"

namespace servesweep::engine {

/// The least urgent request loses: lowest priority, then latest arrival, then the later name. vLLM
/// leaves exact ties to the order of the running list; there two requests could preempt each other
/// for ever, since whoever comes back stands behind the other. For the same reason the priority of
/// a running request must not change between its admissions.
class LowestPriority : public PreemptionPolicy {
 public:
  explicit LowestPriority(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] std::size_t victim(std::span<const RunningFacts> running,
                                   const QueueView& view) const override;
};

}  // namespace servesweep::engine
