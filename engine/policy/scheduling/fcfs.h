#pragma once

#include "engine/policy/scheduling/scheduling_policy.h"

namespace servesweep::engine {

/// First come, first served, by the time a request reaches the queue.
class Fcfs : public SchedulingPolicy {
 public:
  explicit Fcfs(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] QueueDiscipline discipline() const override;
};

}  // namespace servesweep::engine
