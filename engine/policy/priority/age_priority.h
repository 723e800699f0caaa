#pragma once

#include "engine/policy/priority/priority_policy.h"

namespace servesweep::engine {

/// Urgency grows with waiting, whatever the class (BLIS calls it slo-based).
class AgePriority : public PriorityPolicy {
 public:
  explicit AgePriority(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] double priority(const RequestFacts& request, const QueueView& view) const override;
  [[nodiscard]] bool older_first_within_tier() const override { return true; }
};

}  // namespace servesweep::engine
