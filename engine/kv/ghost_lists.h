#pragma once

#include <array>
#include <memory>

#include "engine/kv/block_range.h"
#include "engine/kv/extent_queue.h"
#include "engine/kv/prefix_map.h"

namespace servesweep::engine {

/// The blocks that a cache has evicted lately, without their content: two lists of limited length
/// (ARC's B1 and B2), each from the least to the most recent one. A block of a chain is in one of
/// them at most. Private blocks are counted, and never asked for. Costs follow extents.
class GhostLists {
 public:
  GhostLists();

  /// Both empty; neither ever holds more than `capacity_blocks`.
  void reset(std::int32_t capacity_blocks);

  [[nodiscard]] std::int32_t blocks(std::size_t list) const { return lists_[list].blocks(); }

  /// Evicted from the end down: the first block is the most recent. Precondition: in neither list.
  void add(std::size_t list, const BlockRange& range);
  /// They are in the cache again.
  void forget(const BlockRange& range);
  /// For each part of the range that is in a list, from the end down: calls visit(list, blocks),
  /// then makes it the most recent one.
  template <class Visit>
  void touch(const BlockRange& range, Visit&& visit) {
    collect(range);
    for (auto id = pieces_.rbegin(); id != pieces_.rend(); ++id) {
      const std::size_t list = list_of(*id);
      visit(list, (*arena_)[*id].blocks());
      lists_[list].renew(*id);
    }
  }

 private:
  /// Extent::level says which list it is in.
  [[nodiscard]] std::size_t list_of(ExtentId id) const {
    return static_cast<std::size_t>((*arena_)[id].level);
  }
  [[nodiscard]] bool joins_newest(std::size_t list, const BlockRange& range) const;
  void collect(const BlockRange& range);
  ExtentId divide(ExtentId id, std::int32_t at);
  void trim(std::size_t list);
  void drop(ExtentId id);

  std::unique_ptr<ExtentArena> arena_;
  PrefixMap map_;
  std::array<ExtentQueue, 2> lists_;
  std::int32_t capacity_blocks_ = 0;
  std::vector<ExtentId> pieces_;  ///< scratch
};

}  // namespace servesweep::engine
