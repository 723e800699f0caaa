#pragma once

#include "engine/policy/eviction/eviction_policy.h"

namespace servesweep::engine {

/// Most recently used first: right for scans, a negative control for everything else.
class MruEviction : public EvictionPolicy {
 public:
  explicit MruEviction(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] int level(const ReleasedBlocks& released) const override;
  [[nodiscard]] bool newest_first() const override { return true; }
};

}  // namespace servesweep::engine
