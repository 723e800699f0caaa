#pragma once

#include <array>

#include "engine/policy/priority/priority_policy.h"

namespace servesweep::engine {

/// A constant per tier and nothing else, like vLLM's static request priority (whose sign is the
/// other way round). Lower tiers starve while higher ones have work.
class StaticTier : public PriorityPolicy {
 public:
  explicit StaticTier(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] double priority(const RequestFacts& request, const QueueView& view) const override;
  [[nodiscard]] bool older_first_within_tier() const override { return true; }

 private:
  std::array<double, kSloTiers> value_;  ///< indexed by SloTier
};

}  // namespace servesweep::engine
