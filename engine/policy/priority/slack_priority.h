#pragma once

#include <array>

#include "engine/policy/priority/priority_policy.h"
#include "engine/policy/tier_targets.h"

namespace servesweep::engine {

/// Urgency from the slack to the TTFT target: it rises from 0 to `gain` while the last `knee` of
/// the target passes. Everybody ages besides. A request whose deadline has passed by more than
/// `hopeless_us` cannot be saved and falls to a floor, from which it still ages, so that it does
/// not starve.
class SlackPriority : public PriorityPolicy {
 public:
  explicit SlackPriority(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] double priority(const RequestFacts& request, const QueueView& view) const override;
  /// False: targets belong to classes, of which a tier may have several, and who is demoted is
  /// older than who is not.
  [[nodiscard]] bool older_first_within_tier() const override { return false; }

 private:
  TierTargets targets_;
  std::array<double, kSloTiers> base_;  ///< indexed by SloTier
  double gain_, knee_, age_weight_per_us_, hopeless_us_, floor_;
};

}  // namespace servesweep::engine
