#pragma once

#include <span>
#include <vector>

#include "engine/kv/block_pool.h"
#include "engine/kv/lookup_counter.h"
#include "engine/kv/shared_blocks.h"
#include "engine/kv/tier_stack.h"
#include "engine/policy/offload/offload_policy.h"
#include "engine/scenario.h"
#include "engine/workload/request.h"

namespace servesweep::engine {

/// The KV tiers below GPU memory of one instance, which hold copies: prompt blocks are copied to
/// the first tier when they have been computed, what a tier evicts is copied to the next one if it
/// is not there yet, and a request may load what it misses in GPU memory. Every tier has a link of
/// its own per direction. Private blocks are stored like all others, but never found again.
///
/// A run of blocks is loaded from the nearest tier that has its first block, as far as that tier
/// goes; parts from several tiers move at the same time. Loaded copies stay where they are. What is
/// demoted leaves the next tier in the order in which it left this one; in between, it cannot be
/// found. What has arrived is known when collect_loaded() is called, as by vLLM's polls.
///
/// Not modelled: that vLLM waits for a store whose GPU blocks are taken again (flush), keeps its
/// loop going while copies are on the way, and does not offer again what a request has loaded
/// (here, that is stored if the first tier has not got it).
///
/// Calls of an instance, for one request: a step begins (set_conditions); its prefix continues in a
/// tier (lower_tier_tokens); GPU blocks are taken for it (KvCache::admit with Publish::when_loaded)
/// and the load begins (begin_load); it is complete (collect_loaded) and others can find the blocks
/// (KvCache::publish_loaded); the rest is computed (KvCache::extend) and stored (store_prompt).
/// With OffloadPolicy::prefetches(), lookup and load happen when the request is queued.
class TieredCache {
 public:
  /// Empty tiers. The policy and the listener (may be null) must outlive the run.
  void reset(std::span<const TierSpec> tiers, std::int32_t block_tokens,
             const OffloadPolicy& offload, ResidencyListener* listener = nullptr);

  [[nodiscard]] bool empty() const { return tiers_.size() == 0; }

  /// What follows about a prompt is about the shared blocks among what is known of it, range by
  /// range (list_shared_blocks).
  using Prefix = std::span<const BlockRange>;

  /// What computing costs, which loads are compared with: nothing after reset().
  void set_cost(const StepCost& cost) { cost_ = cost; }
  /// What estimates of loads are based on, at this time.
  void set_conditions(TimeUs now_us, std::int32_t waiting) {
    now_us_ = now_us;
    waiting_ = waiting;
  }

  /// Tokens, a multiple of the block size, that lower tiers hold without a gap from `from_block`
  /// on, and that the policy wants to load rather than compute; else 0. A lookup: all of the
  /// prefix, blocks before `from_block` as well, becomes the most recently used in every tier, and
  /// is counted as asked for, block by block.
  [[nodiscard]] std::int32_t lower_tier_tokens(Prefix prefix, std::int32_t from_block) {
    if (empty()) return 0;
    note_lookup(prefix);
    return loadable_tokens(prefix, from_block);
  }

  /// The same without being a lookup: nothing is counted or touched.
  [[nodiscard]] std::int32_t loadable_tokens(Prefix prefix, std::int32_t from_block) {
    const bool ends_before = prefix.empty() || prefix.back().end <= from_block;
    return ends_before || empty() ? 0 : find_loadable(prefix, from_block);
  }

  /// Whether what a load would take, from `from_block` on, is being loaded by somebody, or the
  /// first block after it is on its way to the first tier: vLLM then lets the request wait and asks
  /// again, so that a burst loads a prefix once. Content that is being demoted is not waited for.
  [[nodiscard]] bool is_busy(Prefix prefix, std::int32_t from_block) const {
    return !empty() && tiers_.is_busy(prefix, from_block);
  }

  /// A lookup that ends with is_busy(): all of the prefix becomes the most recently used, and is
  /// counted as asked for.
  void note_lookup(Prefix prefix);

  /// Starts to load what lower_tier_tokens() found, `blocks` of it, at `launch_us` or now.
  /// Precondition: nothing happened to the tiers in between.
  LoadId begin_load(Prefix prefix, std::int32_t from_block, std::int32_t blocks, TimeUs now_us,
                    TimeUs launch_us = 0);
  /// When this load is complete if no other transfer starts. Precondition: not collected.
  [[nodiscard]] TimeUs load_end_us(LoadId id) const;
  /// Before this time collect_loaded() returns nothing new; kForever if nothing is being loaded.
  [[nodiscard]] TimeUs next_load_us() const;
  /// Brings the tiers to `now_us` and appends the loads that are complete: tier by tier, first the
  /// copies that arrived, then the loads. Their ids are used again.
  void collect_loaded(TimeUs now_us, std::vector<LoadId>& loaded) {
    now_us_ = now_us;
    if (next_news_us_ <= now_us) collect_news(loaded);
  }

  /// The request's prompt blocks [first_block, end_block) are in GPU memory since the step that
  /// ends now: copies them, block by block, if the policy wants to, except for those that are in
  /// the first tier or on their way there. If any are missing there, the others are not evicted for
  /// them and become the most recently used. Private blocks count as asked for once.
  /// If the first tier cannot make room, none of them is copied, and it returns false. Private
  /// blocks must be offered only once otherwise.
  bool store_prompt(std::span<const Segment> content, std::int32_t first_block,
                    std::int32_t end_block, const BlockUser& user, TimeUs now_us);

  // ---- facts
  /// Changes with what the tiers hold, in which order, or what is on its way. As long as it stays,
  /// is_busy() does.
  [[nodiscard]] std::int64_t version() const { return version_; }
  /// As long as the version stays, a lookup that is repeated changes nothing.
  [[nodiscard]] bool ignores_repetition() const { return ignores_repetition_; }
  /// Before this time nothing arrives and no load ends, so that collect_loaded() does nothing;
  /// kForever if no copy is on its way.
  [[nodiscard]] TimeUs next_news_us() const { return next_news_us_; }
  /// Blocks that all tiers hold or expect.
  [[nodiscard]] std::int32_t blocks() const { return tiers_.blocks(); }
  [[nodiscard]] std::int64_t stored_blocks() const { return tiers_.stored_blocks(); }
  [[nodiscard]] std::int64_t loaded_blocks() const { return loaded_blocks_; }
  /// Blocks copied from one tier to the next because the former evicted them.
  [[nodiscard]] std::int64_t demoted_blocks() const { return tiers_.demoted_blocks(); }
  /// Blocks that were not stored since the tier could not make room.
  [[nodiscard]] std::int64_t refused_blocks() const { return tiers_.refused_blocks(); }

 private:
  using Part = TierStack::Part;

  void collect_news(std::vector<LoadId>& loaded);
  [[nodiscard]] std::int32_t find_loadable(Prefix prefix, std::int32_t from_block);
  [[nodiscard]] LoadView view_of_parts(std::int32_t tokens) const;
  [[nodiscard]] std::int64_t tokens_in(std::size_t tier) const;
  void select_missing(Prefix shared, std::int32_t first_private, std::int32_t end_block,
                      const BlockUser& user);
  void select(StoreView& view, const BlockRange& range);
  void rank_arriving(std::span<const Segment> content, std::int32_t end_block);

  TierStack tiers_;
  LoadTable loads_;
  std::int32_t block_tokens_ = 1;
  const OffloadPolicy* offload_ = nullptr;
  LookupCounter lookups_;
  StepCost cost_;
  TimeUs now_us_ = 0;
  std::int32_t waiting_ = 0;
  std::int64_t loaded_blocks_ = 0, version_ = 0;
  TimeUs next_news_us_ = kForever;
  bool counts_lookups_ = false, ignores_repetition_ = false;
  std::vector<Part> parts_;                   ///< scratch
  std::vector<BlockRange> ranges_, missing_;  ///< scratch
};

}  // namespace servesweep::engine
