#include "engine/kv/holding.h"

#include <algorithm>

namespace servesweep::engine {

void HoldingLists::clear() {
  entries_.clear();
  unused_.clear();
}

void HoldingLists::append(Holding& holding, ExtentId extent, std::int32_t blocks) {
  const Entry entry{.extent = extent, .blocks = blocks, .previous = holding.last_entry};
  if (unused_.empty()) {
    entries_.push_back(entry);
    holding.last_entry = static_cast<std::int32_t>(entries_.size() - 1);
  } else {
    holding.last_entry = unused_.back();
    unused_.pop_back();
    entries_[static_cast<std::size_t>(holding.last_entry)] = entry;
  }
}

ExtentId HoldingLists::last_extent(const Holding& holding) const {
  if (holding.last_entry < 0) return ExtentId();
  const Entry& entry = entries_[static_cast<std::size_t>(holding.last_entry)];
  ExtentId id = entry.extent;
  for (std::int32_t left = entry.blocks - arena_[id].blocks(); left > 0;
       left -= arena_[id].blocks()) {
    id = arena_[id].next_piece;
  }
  return id;
}

void HoldingLists::grow_last(const Holding& holding, std::int32_t blocks) {
  SERVESWEEP_EXPECT(holding.last_entry >= 0);
  entries_[static_cast<std::size_t>(holding.last_entry)].blocks += blocks;
}

bool HoldingLists::pop(Holding& holding, std::vector<ExtentId>& extents) {
  if (holding.last_entry < 0) return false;
  const Entry entry = entries_[static_cast<std::size_t>(holding.last_entry)];
  unused_.push_back(holding.last_entry);
  holding.last_entry = entry.previous;
  const auto first = static_cast<std::ptrdiff_t>(extents.size());
  ExtentId id = entry.extent;
  for (std::int32_t left = entry.blocks; left > 0;) {
    extents.push_back(id);
    left -= arena_[id].blocks();
    id = arena_[id].next_piece;
  }
  std::reverse(extents.begin() + first, extents.end());
  return true;
}

}  // namespace servesweep::engine
