#pragma once

#include "engine/policy/offload/offload_policy.h"

namespace servesweep::engine {

/// Copies prompt blocks that were asked for often enough, and brings back what the next requests in
/// the waiting queue will need before their turn comes:
///
///   store    iff lookups ≥ min_lookups (1: write-through)
///   load     iff tokens ≥ min_load_tokens and transfer_us < load_factor · recompute_us
///   ahead    of the first `window` waiting requests, with fewer than `concurrency` loads under way
///   protect  what GPU memory holds of these is evicted last
///   defer    whose load is under way at its turn waits aside for at most defer_steps schedule
///            calls; then it joins the batch, and the step lasts until the load is complete
///
/// In the end the step waits, rather than that the rest is computed: a transfer that has begun
/// cannot be taken back, it is nearer its end than computing would be, and an engine that loads
/// layer by layer (SGLang's HiCache, Strata) runs the step beside it and waits for its last layer.
/// `concurrency` holds for loads ahead: whose turn has come need not wait for others' prefetches.
/// After CachedAttention (look-ahead prefetch and eviction), KVFlow, Strata (deferral) and SGLang's
/// HiCache.
class LookAheadOffload : public OffloadPolicy {
 public:
  explicit LookAheadOffload(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();

  [[nodiscard]] bool copies() const override { return true; }
  [[nodiscard]] bool store(const StoreView& view) const override;
  [[nodiscard]] bool load(const LoadView& view) const override;
  [[nodiscard]] bool counts_lookups() const override { return min_lookups_ > 1; }
  [[nodiscard]] bool defers() const override { return defer_steps_ > 0; }
  [[nodiscard]] std::int64_t longest_deferral_calls() const override { return defer_steps_; }
  [[nodiscard]] std::int32_t window() const override { return window_; }
  [[nodiscard]] std::int32_t concurrent_loads() const override { return concurrency_; }
  [[nodiscard]] bool protects() const override { return protect_; }

 private:
  std::int32_t window_, concurrency_;
  std::int64_t min_load_tokens_;
  double load_factor_;
  std::int64_t defer_steps_, min_lookups_;
  bool protect_;
};

}  // namespace servesweep::engine
