#pragma once

#include <vector>

#include "engine/kv/cached_prefix.h"
#include "engine/kv/holding.h"
#include "engine/kv/release_order.h"

namespace servesweep::engine {

/// The GPU blocks of one cache as extents: which content is findable, what nobody references, and
/// in which order that is evicted. Knows chains and counts, but no requests' tokens.
class BlockPool {
 public:
  BlockPool() : order_(extents_), lists_(extents_.arena()) {}
  BlockPool(const BlockPool&) = delete;  // its parts know each other
  BlockPool& operator=(const BlockPool&) = delete;

  /// `blocks` blank blocks. The policy and the listener (may be null) must outlive the run.
  /// `moves_content`: somebody walks free extents to move what is in them.
  void reset(std::int32_t blocks, const ProfileSwitches& switches, const EvictionPolicy& eviction,
             ResidencyListener* listener, bool moves_content);
  /// Of a bound: what is evicted follows the next use. Before the run, which it must outlive.
  void set_foreseen(const ForeseenRequests& foreseen) { order_.set_foreseen(foreseen); }
  /// Pinned blocks expire so long after their release from now on. Precondition: they do expire.
  void set_expiry(TimeUs expires_after_us) {
    extents_.free().set_expiry(expires_after_us);
    extents_.free().advance(extents_.now_us());
  }

  /// What follows happens at this time.
  void set_now(TimeUs now_us) { extents_.set_now(now_us); }

  [[nodiscard]] std::int32_t free_blocks() const { return free().blocks(); }
  /// Changes when blocks are given back, and when what is findable of shared chains, or who
  /// references it, changes. As long as it stays, a lookup there finds the same, and what did not
  /// fit does not fit.
  [[nodiscard]] std::int64_t version() const { return extents_.version(); }

  /// Adds to what was found of a prompt the findable blocks of a chain that come next, from `first`
  /// on without a gap, at most up to `end`.
  void find(ChainId chain, std::int32_t first, std::int32_t end, CachedPrefix& found) const;

  /// See KvCache::timeless_blocks().
  [[nodiscard]] std::int32_t timeless_blocks() const {
    return !extents_.is_watched() && !free().ages() ? free().blocks() : free().blank();
  }

  /// Takes `count` free blocks and forgets their content. Precondition: there are as many.
  void take(std::int32_t count) { extents_.take(count); }

  /// References findable blocks. Precondition: all of [first, end) are.
  void claim(ChainId chain, std::int32_t first, std::int32_t end, Holding& holding);
  /// Blocks that were taken get content that others can find.
  void publish(ChainId chain, std::int32_t first, std::int32_t end, Holding& holding);

  /// Private full blocks that are still there from before the holder's preemption.
  [[nodiscard]] std::int32_t reserved_blocks(const Holding& holding) const;
  /// Takes the first `blocks` of them again and gives up the rest.
  void claim_reserved(std::int32_t blocks, Holding& holding);

  /// Gives back all blocks of a holding: `full` full ones and `partial` others behind them. With
  /// `keep_private`, the private full ones stay findable for the holder.
  void release(std::int32_t full, std::int32_t partial, Holding& holding, bool keep_private,
               const BlockUser& user);

  /// Somebody waits for these blocks: those that nobody references are evicted last within their
  /// level, the first of the chain after the others. Precondition: all are findable.
  void renew(ChainId chain, std::int32_t first, std::int32_t end);

  // ---- moving content out and in
  /// Every free extent with content, in about the order of eviction: first_free(), next_free().
  [[nodiscard]] ExtentId first_free() const { return free().first(); }
  [[nodiscard]] ExtentId next_free(ExtentId id) const { return free().next(id); }
  [[nodiscard]] const Extent& extent(ExtentId id) const { return extents_[id]; }
  /// The last `blocks` blocks of a free extent become blank.
  void blank(ExtentId id, std::int32_t blocks);
  /// Content arrives in free blocks: evicts for it whatever comes first. Blocks of a chain that are
  /// findable anyway are left out; returns how many were filled. Precondition: there is room.
  std::int32_t fill(ChainId chain, std::int32_t first, std::int32_t end);

 private:
  [[nodiscard]] const FreeList& free() const { return extents_.free(); }
  void release_pieces();
  void append_mapped(ChainId chain, std::int32_t first, std::int32_t end, Holding& holding);
  void append_spare(ChainId chain, std::int32_t first, std::int32_t end, Holding& holding);

  BlockExtents extents_;
  ReleaseOrder order_;
  HoldingLists lists_;
  bool keep_duplicates_ = false, counts_reuses_ = false;
  std::int32_t last_reservation_ = 0;
  std::vector<ExtentId> pieces_;  ///< scratch
};

}  // namespace servesweep::engine
