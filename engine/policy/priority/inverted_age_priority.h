#pragma once

#include "engine/policy/priority/priority_policy.h"

namespace servesweep::engine {

/// Urgency falls with waiting: a negative control (BLIS calls it inverted-slo).
class InvertedAgePriority : public PriorityPolicy {
 public:
  explicit InvertedAgePriority(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] double priority(const RequestFacts& request, const QueueView& view) const override;
  [[nodiscard]] bool older_first_within_tier() const override { return false; }
};

}  // namespace servesweep::engine
