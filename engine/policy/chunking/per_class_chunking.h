#pragma once

#include <array>

#include "engine/policy/chunking/chunking_policy.h"

namespace servesweep::engine {

/// A chunk per tier: large chunks for critical prompts save them the fixed cost of further steps.
class PerClassChunking : public ChunkingPolicy {
 public:
  explicit PerClassChunking(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] std::int32_t limit_tokens(const RequestFacts& request) const override;

 protected:
  /// The limits per tier, to be declared by policies that add to them.
  [[nodiscard]] static std::vector<ParameterInfo> tier_parameters(double critical_fallback);

 private:
  std::array<std::int32_t, kSloTiers> tokens_;  ///< indexed by SloTier
};

}  // namespace servesweep::engine
