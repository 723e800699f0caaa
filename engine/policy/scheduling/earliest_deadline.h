#pragma once

#include "engine/policy/scheduling/scheduling_policy.h"
#include "engine/policy/tier_targets.h"

namespace servesweep::engine {

/// Earliest deadline first: the deadline is the TTFT target of the class, or of the tier.
/// Overtaking is bounded by the difference of two targets, so that nobody starves.
class EarliestDeadline : public SchedulingPolicy {
 public:
  explicit EarliestDeadline(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] QueueDiscipline discipline() const override;
  [[nodiscard]] double key(const RequestFacts& request, double) const override;

 private:
  TierTargets targets_;
};

}  // namespace servesweep::engine
