#include "engine/kv/ghost_lists.h"

#include <algorithm>

namespace servesweep::engine {

GhostLists::GhostLists() : arena_(std::make_unique<ExtentArena>()), map_(*arena_) {}

void GhostLists::reset(std::int32_t capacity_blocks) {
  arena_->clear();
  map_.clear();
  for (ExtentQueue& list : lists_) list.reset(*arena_);
  capacity_blocks_ = capacity_blocks;
}

bool GhostLists::joins_newest(std::size_t list, const BlockRange& range) const {
  const ExtentId newest = lists_[list].newest();
  if (!newest.valid() || (*arena_)[newest].chain != range.chain) return false;
  return !range.chain.valid() || (*arena_)[newest].first == range.end;
}

void GhostLists::add(std::size_t list, const BlockRange& range) {
  if (joins_newest(list, range)) {
    (*arena_)[lists_[list].newest()].first -= range.blocks();
    lists_[list].resized(-range.blocks());
  } else {
    const ExtentId id = arena_->create({.chain = range.chain,
                                        .first = range.first,
                                        .end = range.end,
                                        .level = static_cast<std::int32_t>(list)});
    if (range.chain.valid()) map_.insert(id);
    lists_[list].push_newest(id);
  }
  trim(list);
}

void GhostLists::trim(std::size_t list) {
  while (lists_[list].blocks() > capacity_blocks_) {
    const ExtentId oldest = lists_[list].oldest();
    const std::int32_t excess = lists_[list].blocks() - capacity_blocks_;
    if ((*arena_)[oldest].blocks() <= excess) {
      drop(oldest);
    } else {
      (*arena_)[oldest].end -= excess;
      lists_[list].resized(excess);
    }
  }
}

void GhostLists::drop(ExtentId id) {
  if ((*arena_)[id].mapped) map_.erase(id);
  lists_[list_of(id)].remove(id);
  arena_->destroy(id);
}

void GhostLists::forget(const BlockRange& range) {
  collect(range);
  for (const ExtentId id : pieces_) drop(id);
}

/// Gathers what is in a list of a range in pieces_, cut at its ends.
void GhostLists::collect(const BlockRange& range) {
  pieces_.clear();
  if (!range.chain.valid()) return;
  for (ExtentId id = map_.first_ending_after(range.chain, range.first);
       id.valid() && (*arena_)[id].first < range.end; id = (*arena_)[id].next_in_chain) {
    if ((*arena_)[id].first < range.first) id = divide(id, range.first);
    if ((*arena_)[id].end > range.end) divide(id, range.end);
    pieces_.push_back(id);
  }
}

ExtentId GhostLists::divide(ExtentId id, std::int32_t at) {
  Extent upper = (*arena_)[id];
  upper.first = at;
  upper.mapped = false;
  const ExtentId upper_id = arena_->create(upper);
  (*arena_)[id].end = at;
  lists_[list_of(id)].divided(id, upper_id);
  map_.insert(upper_id);
  return upper_id;
}

}  // namespace servesweep::engine
