#pragma once

#include "engine/policy/preemption/preemption_policy.h"

namespace servesweep::engine {

/// Whoever has the fewest computed tokens loses, for they must be computed again. Ties: admitted
/// last.
class CheapestRecompute : public PreemptionPolicy {
 public:
  explicit CheapestRecompute(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] std::size_t victim(std::span<const RunningFacts> running,
                                   const QueueView& view) const override;
};

}  // namespace servesweep::engine
