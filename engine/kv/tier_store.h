#pragma once

#include <memory>
#include <vector>

#include "engine/kv/free_list.h"
#include "engine/kv/prefix_map.h"

namespace servesweep::engine {

/// Blocks [first, end) of a chain; an invalid chain means private blocks, which only take space.
struct BlockRange {
  ChainId chain;
  std::int32_t first = 0, end = 0;

  [[nodiscard]] std::int32_t blocks() const { return end - first; }
  friend bool operator==(const BlockRange&, const BlockRange&) = default;
};

/// Content of one lower tier: copies of full blocks. A copy takes space from the moment at which it
/// is decided on, can be read once it has arrived, and stays until it is evicted: least recently
/// used first, and of a prefix its end before its beginning. Copies on the way, and those that are
/// pinned because somebody loads them, are never evicted. After vLLM's CPU offloading with LRU;
/// costs follow extents, never blocks.
class TierStore {
 public:
  TierStore();

  void reset(std::int32_t capacity_blocks);

  [[nodiscard]] std::int32_t capacity_blocks() const { return capacity_blocks_; }
  /// Blocks that take space.
  [[nodiscard]] std::int32_t blocks() const { return capacity_blocks_ - lru_.blank(); }
  /// Blocks that nobody loads: what make_room() could evict.
  [[nodiscard]] std::int32_t idle_blocks() const { return lru_.blocks() - lru_.blank(); }

  /// End of the readable blocks that start at `first` without a gap, at most `end`.
  [[nodiscard]] std::int32_t readable_end(ChainId chain, std::int32_t first,
                                          std::int32_t end) const {
    return readable_.cached_end(chain, first, end);
  }
  /// Appends the parts of a range of a chain that are neither readable nor on the way.
  void append_missing(const BlockRange& range, std::vector<BlockRange>& missing) const;

  /// Evicts until `blocks` blocks are free, and appends what went. False, and no change, if there
  /// are not enough idle ones.
  [[nodiscard]] bool make_room(std::int32_t blocks, std::vector<BlockRange>& evicted);
  /// Takes the space of copies that are on the way. Precondition: room, and missing.
  void expect(const BlockRange& range);
  /// End of the blocks on their way here that start at `first` without a gap, at most `end`.
  [[nodiscard]] std::int32_t arriving_end(ChainId chain, std::int32_t first,
                                          std::int32_t end) const {
    return arriving_.cached_end(chain, first, end);
  }
  /// They have arrived: readable, and the most recently used, the first one most of all.
  void arrive(const BlockRange& range);

  /// Makes readable blocks the most recently used, the first one most of all.
  void touch(const BlockRange& range);
  /// The readable ones of these blocks stay until unpin() of the same range, since somebody loads
  /// them; then they are the most recently used. Nothing of it may arrive in between.
  void pin(const BlockRange& range);
  void unpin(const BlockRange& range);

 private:
  void collect(const BlockRange& range);
  ExtentId split(ExtentId id, std::int32_t at);

  std::unique_ptr<ExtentArena> arena_;
  FreeList lru_;        ///< its blank blocks are the free space, its extents the idle copies
  PrefixMap readable_;  ///< copies that have arrived
  PrefixMap arriving_;
  std::int32_t capacity_blocks_ = 0;
  std::vector<ExtentId> pieces_;  ///< scratch
};

}  // namespace servesweep::engine
