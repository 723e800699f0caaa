#pragma once

#include "engine/policy/eviction/eviction_policy.h"

namespace servesweep::engine {

/// Keeps what was found often and is dear to recompute. In units of computing the first block,
///
///   value = reuses · (1 + position / attention_knee_blocks)
///   level = 0 if never reused, else min(7, 1 + ⌊log2 value⌋)
///
/// where the second factor is the attention to the blocks in front. A level is lost every
/// half_life_us, which is an exponential decay of the value. After LMCache's cost-aware eviction
/// and greedy-dual caching with frequencies.
class ReuseValueEviction : public EvictionPolicy {
 public:
  explicit ReuseValueEviction(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] int level(const ReleasedBlocks& released) const override;
  [[nodiscard]] TimeUs sinks_every_us() const override { return half_life_us_; }
  [[nodiscard]] bool depends_on_position() const override { return true; }
  [[nodiscard]] bool counts_reuses() const override { return true; }

 private:
  TimeUs half_life_us_;
  double attention_knee_blocks_;
};

}  // namespace servesweep::engine
