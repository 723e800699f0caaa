#pragma once

#include "engine/policy/scheduling/scheduling_policy.h"

namespace servesweep::engine {

/// Shortest prompt first: prompt length stands for the unknown service time.
class ShortestJobFirst : public SchedulingPolicy {
 public:
  explicit ShortestJobFirst(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] QueueDiscipline discipline() const override;
  [[nodiscard]] double key(const RequestFacts& request, double) const override;
};

}  // namespace servesweep::engine
