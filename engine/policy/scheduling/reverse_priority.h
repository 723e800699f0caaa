#pragma once

#include "engine/policy/scheduling/scheduling_policy.h"

namespace servesweep::engine {

/// Lowest priority first: a negative control.
class ReversePriority : public SchedulingPolicy {
 public:
  explicit ReversePriority(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] QueueDiscipline discipline() const override;
  [[nodiscard]] double key(const RequestFacts&, double priority) const override;
};

}  // namespace servesweep::engine
