#pragma once

#include "engine/policy/eviction/eviction_policy.h"

namespace servesweep::engine {

/// Evicts first what a request can recompute within its time to first token: the last
/// `slack_blocks` blocks of each prefix (level 0). What lies in front of them (level 1) is only
/// touched when that is used up, so no long prefix is lost as a whole:
///
///   level = 0 if position ≥ prefix blocks − slack_blocks, else 1; LRU within a level
///
/// Prefixes shorter than the slack cannot make a late first token and are not protected at all.
/// After "Tail-Optimized Caching for LLM Inference" (T-LRU).
class TailOptimisedEviction : public EvictionPolicy {
 public:
  explicit TailOptimisedEviction(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] int level(const ReleasedBlocks& released) const override;
  [[nodiscard]] bool depends_on_position() const override { return true; }

 private:
  std::int64_t slack_blocks_;
};

}  // namespace servesweep::engine
