#pragma once

#include "engine/policy/eviction/eviction_policy.h"

namespace servesweep::engine {

/// Least recently used first.
class LruEviction : public EvictionPolicy {
 public:
  explicit LruEviction(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] int level(const ReleasedBlocks& released) const override;
  [[nodiscard]] bool one_level() const override { return true; }
};

}  // namespace servesweep::engine
