#include "engine/kv/holding.h"

#include <algorithm>
#include <utility>

namespace servesweep::engine {

void HoldingLists::clear() {
  entries_.clear();
  last_unused_ = -1;
}

void HoldingLists::append(Holding& holding, ExtentId extent, std::int32_t blocks) {
  const Entry entry{.extent = extent, .blocks = blocks, .previous = holding.last_entry};
  if (last_unused_ < 0) {
    entries_.push_back(entry);
    holding.last_entry = static_cast<std::int32_t>(entries_.size() - 1);
  } else {
    holding.last_entry = std::exchange(last_unused_, at(last_unused_).previous);
    at(holding.last_entry) = entry;
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
  at(holding.last_entry).blocks += blocks;
}

void HoldingLists::take_all(Holding& holding, std::vector<ExtentId>& extents) {
  if (holding.last_entry < 0) return;
  std::int32_t first = holding.last_entry;
  append_pieces(at(first), extents);
  while (at(first).previous >= 0) {
    first = at(first).previous;
    append_pieces(at(first), extents);
  }
  at(first).previous = last_unused_;
  last_unused_ = std::exchange(holding.last_entry, -1);
}

void HoldingLists::append_pieces(const Entry& entry, std::vector<ExtentId>& extents) const {
  ExtentId id = entry.extent;
  extents.push_back(id);
  std::int32_t left = entry.blocks - arena_[id].blocks();
  if (left == 0) return;  // as a rule it is still whole
  const auto first = static_cast<std::ptrdiff_t>(extents.size()) - 1;
  for (; left > 0; left -= arena_[id].blocks()) {
    id = arena_[id].next_piece;
    extents.push_back(id);
  }
  std::reverse(extents.begin() + first, extents.end());
}

}  // namespace servesweep::engine
