#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/kv/block_range.h"
#include "engine/kv/prefix_map.h"
#include "engine/kv/tier_order.h"

namespace servesweep::engine {

/// Content of one lower tier: copies of full blocks. A copy takes space from the moment at which it
/// is decided on, can be read once it has arrived, and stays until it is evicted, in an order of
/// the tier's choice and of a prefix its end before its beginning. Copies on the way, and those
/// that are pinned because somebody loads them, are never evicted. After vLLM's CPU offloading;
/// costs follow extents, never blocks.
class TierStore {
 public:
  TierStore();

  /// An empty tier that evicts in one of tier_orders(). Throws Problem if there is none of the
  /// name.
  void reset(std::int32_t capacity_blocks, const std::string& eviction = "lru");

  [[nodiscard]] std::int32_t capacity_blocks() const { return capacity_blocks_; }
  /// Blocks that take space.
  [[nodiscard]] std::int32_t blocks() const { return capacity_blocks_ - blank_; }
  /// Blocks that have arrived and that nobody loads.
  [[nodiscard]] std::int32_t idle_blocks() const { return order_->idle_blocks(); }

  /// End of the readable blocks that start at `first` without a gap, at most `end`.
  [[nodiscard]] std::int32_t readable_end(ChainId chain, std::int32_t first,
                                          std::int32_t end) const {
    return readable_.cached_end(chain, first, end);
  }
  /// Appends the parts of a range of a chain that are neither readable nor on the way.
  void append_missing(const BlockRange& range, std::vector<BlockRange>& missing) const;

  /// So many blocks are free.
  [[nodiscard]] bool has_room(std::int64_t blocks) const { return blocks <= blank_; }
  /// Evicts until `blocks` blocks are free, and appends what went. False, and no change, if the
  /// order finds nothing to evict for that.
  [[nodiscard]] bool make_room(std::int32_t blocks, std::vector<BlockRange>& evicted) {
    return blocks <= blank_ || evict(blocks - blank_, evicted);
  }
  /// Takes the space of a copy that is on the way: of several, the last one expected is the most
  /// recent. It arrives together with those in `behind`, which are behind it in their prefix.
  /// Precondition: room, and missing.
  [[nodiscard]] ExtentId expect(const BlockRange& range, ExtentId behind = ExtentId());
  /// End of the blocks on their way here that start at `first` without a gap, at most `end`.
  [[nodiscard]] std::int32_t arriving_end(ChainId chain, std::int32_t first,
                                          std::int32_t end) const {
    return arriving_.cached_end(chain, first, end);
  }
  /// What expect() named has arrived, and can be read. Appends what it was, the last range first.
  void arrive(ExtentId copies, std::vector<BlockRange>& arrived);

  /// To be asked for what has just been asked for changes nothing.
  [[nodiscard]] bool ignores_repetition() const { return order_->ignores_repetition(); }
  /// Copies on the way have a place in the order: that a request has just had some of its blocks
  /// stored counts as a touch of all of them.
  [[nodiscard]] bool ranks_arriving() const { return ranks_arriving_; }
  /// Somebody asks for these blocks, the first one last.
  void touch(const BlockRange& range);
  /// The readable ones of these blocks stay until unpin() of the same range, since somebody loads
  /// them. Nothing of it may arrive in between.
  void pin(const BlockRange& range);
  void unpin(const BlockRange& range);
  /// Both at once.
  void pin_and_unpin(const BlockRange& range) {
    collect(readable_, range);
    order_->pinned_and_unpinned(pieces_);
  }

 private:
  [[nodiscard]] bool evict(std::int32_t blocks, std::vector<BlockRange>& evicted);
  void collect(PrefixMap& map, const BlockRange& range);
  void join_pieces(std::size_t count);
  void append_pieces(PrefixMap& map, const BlockRange& range);
  ExtentId divide(PrefixMap& map, ExtentId id, std::int32_t at);
  void shrink(const TierOrder::Victim& victim);

  std::unique_ptr<ExtentArena> arena_;
  PrefixMap readable_;  ///< copies that have arrived
  PrefixMap arriving_;
  std::unique_ptr<TierOrder> order_;
  std::string eviction_;  ///< name of the order
  bool ranks_arriving_ = false;
  std::int32_t capacity_blocks_ = 0;
  std::int32_t blank_ = 0;                  ///< blocks that take no space
  std::vector<ExtentId> pieces_;            ///< scratch
  std::vector<TierOrder::Victim> victims_;  ///< scratch
};

}  // namespace servesweep::engine
