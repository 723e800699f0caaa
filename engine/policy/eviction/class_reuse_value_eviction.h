#pragma once

#include "engine/policy/eviction/eviction_policy.h"

namespace servesweep::engine {

/// Keeps what will probably be asked for again and is dear to recompute. Per block, with prefix =
/// full blocks of the request that released it and position = its own place among them,
///
///   uses  = reuses, and one more of a turn of a conversation, which expects another turn
///   cost  = (1 + prefix / (2·knee))^alpha_cost              mean attention in front of a block
///   value = uses · cost · (1 − head_bias · position / prefix)
///   value = 0 if the blocks from here to the end of the prefix are recomputed within xi_us
///   life  = half-life of its class · (1 + ⌊log2 value⌋)     until the value is below 1/2
///   level = min(7, ⌊life / shorter half-life⌋); 0 if value < 1
///
/// Classes are turns of conversations and everything else. A level is lost every shorter half-life
/// / alpha_recency, so that blocks go in the order in which their values fade; with alpha_recency 0
/// none fades. Lives beyond seven of the shorter half-lives are not told apart. Cost is that of the
/// prefix per block rather than that at the position, which would make ends outlive the beginnings
/// without which they cannot be found. knee = 8192 tokens, at which attention doubles the cost of a
/// token. After the workload-aware eviction of Alibaba's KVCache study (classes that fade
/// exponentially), Marconi (alpha_cost: computation saved per byte), T-LRU (xi_us) and LMCache
/// (recency).
class ClassReuseValueEviction : public EvictionPolicy {
 public:
  explicit ClassReuseValueEviction(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();

  void reset(const EvictionSetting& setting) override;
  [[nodiscard]] int level(const ReleasedBlocks& released) const override;
  [[nodiscard]] TimeUs sinks_every_us() const override { return sinks_every_us_; }
  [[nodiscard]] bool depends_on_position() const override { return true; }
  [[nodiscard]] bool counts_reuses() const override { return true; }

 private:
  double session_share_, other_share_;  ///< half-lives of the classes / the shorter one
  TimeUs sinks_every_us_ = kForever;
  double alpha_cost_, head_bias_, xi_us_;
  std::int32_t slack_blocks_ = 0;  ///< are recomputed within xi_us
  double knee_blocks_ = 1;
};

}  // namespace servesweep::engine
