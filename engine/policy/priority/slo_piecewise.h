#pragma once

#include <array>

#include "engine/policy/priority/priority_policy.h"

namespace servesweep::engine {

/// Piecewise linear urgency per tier: a base, from the first threshold on one slope, from the
/// second on another. A steep second slope is a deadline; a flat first one keeps lower tiers from
/// starving without disturbing the order before.
class SloPiecewise : public PriorityPolicy {
 public:
  explicit SloPiecewise(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] double priority(const RequestFacts& request, const QueueView& view) const override;
  [[nodiscard]] bool older_first_within_tier() const override { return true; }  // slopes are ≥ 0

 private:
  struct Curve {
    double base = 0, threshold_1_us = 0, slope_1_per_us = 0, threshold_2_us = 0, slope_2_per_us = 0;
  };
  std::array<Curve, kSloTiers> curves_;  ///< indexed by SloTier
};

}  // namespace servesweep::engine
