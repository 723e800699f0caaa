#pragma once

#include "engine/policy/eviction/eviction_policy.h"

namespace servesweep::engine {

/// Keeps the blocks of conversations for a while after each turn, in case the next turn (the result
/// of an agent's tool call) comes soon:
///
///   pinned iff session and pinned blocks + these ≤ share · capacity; for ttl_us
///
/// Everything else, and what has expired, is evicted least recently used first. Pinned blocks are
/// evicted only when nothing else is left. After Continuum and TensorRT-LLM's timed retention.
class TtlPinningEviction : public EvictionPolicy {
 public:
  explicit TtlPinningEviction(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] int level(const ReleasedBlocks& released) const override;
  [[nodiscard]] TimeUs expires_after_us() const override { return ttl_us_; }

 private:
  TimeUs ttl_us_;
  double share_;
};

}  // namespace servesweep::engine
