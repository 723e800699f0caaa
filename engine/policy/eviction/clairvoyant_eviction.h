#pragma once

#include "engine/policy/eviction/eviction_policy.h"

namespace servesweep::engine {

/// A bound on what eviction can do, not a policy to deploy: evicts what nobody asks for any more,
/// least recently used first (level 0), then what is asked for latest (level 1). Belady's rule with
/// the arrivals of ForeseenRequests as the future: exact where all requests come to one instance,
/// and optimal but for sizes and the time between arrival and admission.
class ClairvoyantEviction : public EvictionPolicy {
 public:
  explicit ClairvoyantEviction(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] int level(const ReleasedBlocks& released) const override;
  [[nodiscard]] bool needs_oracle() const override { return true; }
};

}  // namespace servesweep::engine
