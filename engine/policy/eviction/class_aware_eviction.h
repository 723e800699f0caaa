#pragma once

#include "engine/policy/eviction/eviction_policy.h"

namespace servesweep::engine {

/// Blocks that a request of the critical tier released last are evicted last, those of the
/// sheddable tier first; least recently used first within a tier. Level = 0 sheddable, 1 standard,
/// 2 critical. After TensorRT-LLM's retention priorities.
class ClassAwareEviction : public EvictionPolicy {
 public:
  explicit ClassAwareEviction(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] int level(const ReleasedBlocks& released) const override;
};

}  // namespace servesweep::engine
