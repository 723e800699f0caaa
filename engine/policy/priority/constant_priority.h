#pragma once

#include "engine/policy/priority/priority_policy.h"

namespace servesweep::engine {

/// Nobody is more urgent than anybody else.
class ConstantPriority : public PriorityPolicy {
 public:
  explicit ConstantPriority(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] double priority(const RequestFacts& request, const QueueView& view) const override;
  [[nodiscard]] bool older_first_within_tier() const override { return true; }
};

}  // namespace servesweep::engine
