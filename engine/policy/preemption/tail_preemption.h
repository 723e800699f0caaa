#pragma once

#include "engine/policy/preemption/preemption_policy.h"

namespace servesweep::engine {

/// The request admitted last.
class TailPreemption : public PreemptionPolicy {
 public:
  explicit TailPreemption(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] std::size_t victim(std::span<const RunningFacts> running,
                                   const QueueView& view) const override;
  [[nodiscard]] bool takes_the_last() const override { return true; }
};

}  // namespace servesweep::engine
