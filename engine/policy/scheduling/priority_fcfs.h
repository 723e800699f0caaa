#pragma once

#include "engine/policy/scheduling/scheduling_policy.h"

namespace servesweep::engine {

/// Highest priority first; equals in order of arrival.
class PriorityFcfs : public SchedulingPolicy {
 public:
  explicit PriorityFcfs(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] QueueDiscipline discipline() const override;
};

}  // namespace servesweep::engine
