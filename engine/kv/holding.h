#pragma once

#include <vector>

#include "engine/kv/extent.h"

namespace servesweep::engine {

/// The blocks that one request references. Blocks of shared chains are listed extent by extent;
/// private blocks are implied by how many tokens are stored.
struct Holding {
  std::int32_t last_entry = -1;    ///< newest entry of its list, in HoldingLists
  std::int32_t shared_blocks = 0;  ///< blocks in the list, always the first ones of the request
  ExtentId reserved;               ///< private blocks left in the free list by a preemption …
  std::int32_t reservation = 0;    ///< … and the ticket that tells whether they are still there
};

/// The lists of all holdings of one cache. An entry stays valid when its extent is split: the parts
/// are found through Extent::next_piece.
class HoldingLists {
 public:
  explicit HoldingLists(const ExtentArena& arena) : arena_(arena) {}

  void clear();

  void append(Holding& holding, ExtentId extent, std::int32_t blocks);

  /// The last extent of the list, or an invalid id.
  [[nodiscard]] ExtentId last_extent(const Holding& holding) const;
  /// That extent grew by `blocks`. Precondition: there is one.
  void grow_last(const Holding& holding, std::int32_t blocks);

  /// Empties the list and appends its extents to `extents`, the last one first.
  void take_all(Holding& holding, std::vector<ExtentId>& extents);

 private:
  struct Entry {
    ExtentId extent;
    std::int32_t blocks = 0;
    std::int32_t previous = -1;  ///< in its list, or among the unused
  };

  [[nodiscard]] Entry& at(std::int32_t entry) { return entries_[static_cast<std::size_t>(entry)]; }
  void append_pieces(const Entry& entry, std::vector<ExtentId>& extents) const;

  const ExtentArena& arena_;
  std::vector<Entry> entries_;
  std::int32_t last_unused_ = -1;
};

}  // namespace servesweep::engine
