#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "engine/kv/free_list.h"
#include "engine/kv/holding.h"
#include "engine/kv/prefix_map.h"
#include "engine/kv/residency_listener.h"
#include "engine/policy/eviction/eviction_policy.h"
#include "engine/profile.h"
#include "engine/workload/foreseen_requests.h"

namespace servesweep::engine {

/// Who releases blocks.
struct BlockUser {
  SloTier tier = SloTier::standard;
  bool session = false;  ///< a turn of a conversation
};

/// The GPU blocks of one cache as extents: which content is findable, what nobody references, and
/// in which order that is evicted. Knows chains and counts, but no requests' tokens.
class BlockPool {
 public:
  BlockPool();

  /// `blocks` blank blocks. The policy and the listener (may be null) must outlive the run.
  /// `moves_content`: somebody walks free extents to move what is in them.
  void reset(std::int32_t blocks, const ProfileSwitches& switches, const EvictionPolicy& eviction,
             ResidencyListener* listener, bool moves_content);
  /// Of a bound: what is evicted follows the next use. Before the run, which it must outlive.
  void set_foreseen(const ForeseenRequests& foreseen) { foreseen_ = &foreseen; }
  /// Pinned blocks expire so long after their release from now on. Precondition: they do expire.
  void set_expiry(TimeUs expires_after_us) {
    free_.set_expiry(expires_after_us);
    free_.advance(now_us_);
  }

  /// What follows happens at this time.
  void set_now(TimeUs now_us) {
    now_us_ = now_us;
    free_.advance(now_us);
  }

  [[nodiscard]] std::int32_t free_blocks() const { return free_.blocks(); }
  /// Changes when blocks are given back, and when what is findable of shared chains, or who
  /// references it, changes. As long as it stays, a lookup there finds the same, and what did not
  /// fit does not fit.
  [[nodiscard]] std::int64_t version() const { return version_; }

  /// End of the findable blocks of a chain that start at `first` without a gap, at most `end`.
  [[nodiscard]] std::int32_t cached_end(ChainId chain, std::int32_t first, std::int32_t end) const {
    return map_.cached_end(chain, first, end);
  }
  /// How many of these findable blocks nobody references.
  [[nodiscard]] std::int32_t unreferenced(ChainId chain, std::int32_t first,
                                          std::int32_t end) const;

  /// See KvCache::timeless_blocks().
  [[nodiscard]] std::int32_t timeless_blocks() const {
    return listener_ == nullptr && !free_.ages() ? free_.blocks() : free_.blank();
  }

  /// Takes `count` free blocks and forgets their content. Precondition: there are as many.
  void take(std::int32_t count) {
    const std::int32_t blank = std::min(count, free_.blank());
    free_.take_blank(blank);
    if (count > blank) evict(count - blank);
  }

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
  [[nodiscard]] ExtentId first_free() const { return free_.first(); }
  [[nodiscard]] ExtentId next_free(ExtentId id) const { return free_.next(id); }
  [[nodiscard]] const Extent& extent(ExtentId id) const { return (*arena_)[id]; }
  /// The last `blocks` blocks of a free extent become blank.
  void blank(ExtentId id, std::int32_t blocks);
  /// Content arrives in free blocks: evicts for it whatever comes first. Blocks of a chain that are
  /// findable anyway are left out; returns how many were filled. Precondition: there is room.
  std::int32_t fill(ChainId chain, std::int32_t first, std::int32_t end);

 private:
  void evict(std::int32_t count);
  void release_pieces();
  [[nodiscard]] ReleasedBlocks facts_of(const Extent& extent) const;
  [[nodiscard]] TimeUs next_use_us(const Extent& extent) const;
  [[nodiscard]] std::int32_t band_start(ReleasedBlocks facts) const;
  void place(ExtentId id);
  void place_in(int level, ExtentId id);
  ExtentId split(ExtentId id, std::int32_t at);
  void drop_tail(ExtentId id, std::int32_t blocks);
  void uncover(ChainId chain, std::int32_t first, std::int32_t end);
  [[nodiscard]] ExtentId surface(ExtentId spare, std::int32_t first, std::int32_t end);
  void unmap_copies(ChainId chain, std::int32_t first, std::int32_t end);
  void append_mapped(ChainId chain, std::int32_t first, std::int32_t end, Holding& holding);
  void append_spare(ChainId chain, std::int32_t first, std::int32_t end, Holding& holding);
  void add_private(std::int32_t blocks, std::int32_t first_block, bool reusable);
  void add_private_in(int level, std::int32_t blocks, bool reusable);
  void reserve(std::int32_t blocks, std::int32_t first_block, Holding& holding);
  void report_gaps(ChainId chain, std::int32_t first, std::int32_t end, bool added);

  std::unique_ptr<ExtentArena> arena_;
  FreeList free_;
  PrefixMap map_;
  HoldingLists lists_;
  const EvictionPolicy* eviction_ = nullptr;
  const ForeseenRequests* foreseen_ = nullptr;  ///< null unless the policy is a bound
  ResidencyListener* listener_ = nullptr;
  bool unhashed_first_ = false, keep_duplicates_ = false;
  bool by_position_ = false, counts_reuses_ = false, newest_first_ = false, expires_ = false;
  bool one_level_ = false;
  bool private_alike_ = false;  ///< free private blocks are only counted, full or not
  bool comes_back_ = false;     ///< the release in progress is a preemption
  std::int32_t blocks_ = 0;
  TimeUs now_us_ = 0;
  BlockUser user_;                  ///< of the release in progress
  std::int32_t prefix_blocks_ = 0;  ///< of the release in progress
  std::int32_t last_reservation_ = 0;
  std::int64_t version_ = 0;
  std::vector<ExtentId> pieces_;  ///< scratch
};

}  // namespace servesweep::engine
