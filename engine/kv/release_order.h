#pragma once

#include "engine/kv/block_extents.h"
#include "engine/policy/eviction/eviction_policy.h"
#include "engine/profile.h"
#include "engine/workload/foreseen_requests.h"

namespace servesweep::engine {

/// Who releases blocks.
struct BlockUser {
  SloTier tier = SloTier::standard;
  bool session = false;  ///< a turn of a conversation
};

/// Where blocks that nobody references any more enter the order of eviction: tells the policy what
/// it may know of them, and puts them into the level that it gives them.
class ReleaseOrder {
 public:
  explicit ReleaseOrder(BlockExtents& extents) : extents_(extents), free_(extents.free()) {}

  /// The policy must outlive the run. `moves_content`: somebody walks free extents to move what is
  /// in them.
  void reset(std::int32_t gpu_blocks, const ProfileSwitches& switches,
             const EvictionPolicy& eviction, bool moves_content);
  /// See BlockPool.
  void set_foreseen(const ForeseenRequests& foreseen) { foreseen_ = &foreseen; }

  /// Of those released together the first to enter is evicted last, not first.
  [[nodiscard]] bool newest_first() const { return newest_first_; }
  /// Whether it matters when a block was used last.
  [[nodiscard]] bool goes_by_use() const { return !newest_first_ && foreseen_ == nullptr; }

  /// A release begins, of a request of so many full blocks; `comes_back`: it was preempted.
  void begin(const BlockUser& user, std::int32_t prefix_blocks, bool comes_back) {
    user_ = user;
    prefix_blocks_ = prefix_blocks;
    comes_back_ = comes_back;
  }

  /// An extent enters. It may be cut: a policy can give its blocks different levels.
  void place(ExtentId id);
  /// Blocks without identity enter: full ones if `reusable`, the first of which is the
  /// `first_block`-th of its request.
  void add_private(std::int32_t blocks, std::int32_t first_block, bool reusable) {
    if (!reusable && unhashed_first_) return free_.add_blank(blocks);
    add_evictable(blocks, first_block, reusable);
  }
  /// Full private blocks enter as an extent of their own, for the holder of this ticket to take
  /// again.
  [[nodiscard]] ExtentId reserve(std::int32_t blocks, std::int32_t first_block,
                                 std::int32_t ticket);

 private:
  [[nodiscard]] ReleasedBlocks facts_of(const Extent& released) const;
  [[nodiscard]] TimeUs next_use_us(const Extent& released) const;
  [[nodiscard]] std::int32_t band_start(ReleasedBlocks facts) const;
  void place_in(int level, ExtentId id);
  void add_evictable(std::int32_t blocks, std::int32_t first_block, bool reusable);
  void add_private_in(int level, std::int32_t blocks, bool reusable);

  BlockExtents& extents_;
  FreeList& free_;
  const EvictionPolicy* eviction_ = nullptr;
  const ForeseenRequests* foreseen_ = nullptr;  ///< null unless the policy is a bound
  std::int32_t gpu_blocks_ = 0;
  bool unhashed_first_ = false, by_position_ = false, newest_first_ = false, expires_ = false;
  bool one_level_ = false;
  bool private_alike_ = false;  ///< free private blocks are only counted, full or not
  // ---- the release in progress
  BlockUser user_;
  std::int32_t prefix_blocks_ = 0;
  bool comes_back_ = false;
};

}  // namespace servesweep::engine
