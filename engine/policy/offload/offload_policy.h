#pragma once

#include <limits>

#include "engine/policy/parameters.h"
#include "engine/signal/tier_view.h"

namespace servesweep::engine {

/// Decides what lower KV tiers hold and when that is used. The default of every decision is no, so
/// a policy says only what it wants.
class OffloadPolicy {
 public:
  virtual ~OffloadPolicy() = default;

  /// After every release: whether cached blocks that nobody references move to the reference's CPU
  /// tier (KvSpec::cpu_blocks).
  [[nodiscard]] virtual bool offload(const TierView&) const { return false; }

  // ---- tiers with copies (KvSpec::tiers)
  /// Whether the policy is about these at all.
  [[nodiscard]] virtual bool copies() const { return false; }
  /// Whether newly computed prompt blocks are copied to the first lower tier.
  [[nodiscard]] virtual bool store(const StoreView&) const { return false; }
  /// Whether blocks are loaded from lower tiers rather than computed again.
  [[nodiscard]] virtual bool load(const LoadView&) const { return false; }
  /// They are copied when their request has completed.
  [[nodiscard]] virtual bool stores_at_completion() const { return false; }
  /// … together with those of its answer.
  [[nodiscard]] virtual bool stores_answers() const { return false; }
  /// store() reads StoreView::lookups: only then are they counted.
  [[nodiscard]] virtual bool counts_lookups() const { return false; }
  /// Loading starts when a request enters the waiting queue, not when its turn comes.
  [[nodiscard]] virtual bool prefetches() const { return false; }
  /// A request whose load is under way waits aside and lets others pass (vLLM); false: it is
  /// admitted at once and the step lasts until its blocks are there.
  [[nodiscard]] virtual bool defers() const { return true; }
  /// So many schedule calls long; then it is admitted, and the step waits for it as well.
  [[nodiscard]] virtual std::int64_t longest_deferral_calls() const {
    return std::numeric_limits<std::int64_t>::max();
  }

  // ---- looking ahead
  /// So many of the waiting requests, the next ones to be served, are looked at when one is queued
  /// and after each schedule call, and what lower tiers hold of them starts to come back.
  [[nodiscard]] virtual std::int32_t window() const { return 0; }
  /// With so many loads under way, no more are started ahead.
  [[nodiscard]] virtual std::int32_t concurrent_loads() const { return 1; }
  /// What GPU memory holds of requests in the window is evicted last.
  [[nodiscard]] virtual bool protects() const { return false; }
};

}  // namespace servesweep::engine
