#pragma once

#include "engine/policy/preemption/preemption_policy.h"

namespace servesweep::engine {

/// Whoever has generated fewest tokens loses, the longest prompt of equals: little is lost and much
/// memory gained. Exact ties: admitted last.
class LeastProgress : public PreemptionPolicy {
 public:
  explicit LeastProgress(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] std::size_t victim(std::span<const RunningFacts> running,
                                   const QueueView& view) const override;
};

}  // namespace servesweep::engine
