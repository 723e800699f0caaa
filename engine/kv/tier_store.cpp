#include "engine/kv/tier_store.h"

#include <algorithm>

namespace servesweep::engine {

TierStore::TierStore()
    : arena_(std::make_unique<ExtentArena>()),
      lru_(*arena_),
      readable_(*arena_),
      arriving_(*arena_) {}

void TierStore::reset(std::int32_t capacity_blocks) {
  capacity_blocks_ = capacity_blocks;
  arena_->clear();
  lru_.reset(capacity_blocks);
  readable_.clear();
  arriving_.clear();
}

void TierStore::append_missing(const BlockRange& range, std::vector<BlockRange>& missing) const {
  const ChainId chain = range.chain;
  readable_.visit_gaps(chain, range.first, range.end, [&](std::int32_t first, std::int32_t end) {
    arriving_.visit_gaps(chain, first, end, [&](std::int32_t from, std::int32_t to) {
      missing.push_back({.chain = chain, .first = from, .end = to});
    });
  });
}

// ------------------------------------------------------------------------------------------- store

bool TierStore::make_room(std::int32_t blocks, std::vector<BlockRange>& evicted) {
  if (blocks > lru_.blocks()) return false;
  while (lru_.blank() < blocks) {
    const ExtentId id = lru_.victim();
    Extent& extent = (*arena_)[id];
    const std::int32_t taken = std::min(blocks - lru_.blank(), extent.blocks());
    evicted.push_back({.chain = extent.chain, .first = extent.end - taken, .end = extent.end});
    extent.end -= taken;
    lru_.resized(id, taken);
    lru_.add_blank(taken);
    if (extent.blocks() > 0) continue;
    if (extent.mapped) readable_.erase(id);
    lru_.remove(id);
    arena_->destroy(id);
  }
  return true;
}

void TierStore::expect(const BlockRange& range) {
  lru_.take_blank(range.blocks());
  if (!range.chain.valid()) return;
  arriving_.insert(arena_->create({.chain = range.chain, .first = range.first, .end = range.end}));
}

void TierStore::arrive(const BlockRange& range) {
  if (range.chain.valid()) {
    const ExtentId id = arriving_.find(range.chain, range.first);
    SERVESWEEP_EXPECT(id.valid() && (*arena_)[id].first == range.first &&
                      (*arena_)[id].end == range.end);
    arriving_.erase(id);
    readable_.insert(id);
    lru_.push_newest(id, 0);
    return;
  }
  const ExtentId newest = lru_.newest(0);
  if (newest.valid() && !(*arena_)[newest].chain.valid()) {
    (*arena_)[newest].end += range.blocks();
    lru_.resized(newest, -range.blocks());
    return;
  }
  lru_.push_newest(arena_->create({.first = 0, .end = range.blocks()}), 0);
}

// --------------------------------------------------------------------------------------------- use

/// Gathers the readable extents of a range in pieces_, cut at its ends.
void TierStore::collect(const BlockRange& range) {
  pieces_.clear();
  for (ExtentId id = readable_.first_ending_after(range.chain, range.first);
       id.valid() && (*arena_)[id].first < range.end; id = (*arena_)[id].next_in_chain) {
    if ((*arena_)[id].first < range.first) id = split(id, range.first);
    if ((*arena_)[id].end > range.end) split(id, range.end);
    pieces_.push_back(id);
  }
}

ExtentId TierStore::split(ExtentId id, std::int32_t at) {
  Extent upper = (*arena_)[id];
  SERVESWEEP_EXPECT(upper.first < at && at < upper.end);
  upper.first = at;
  upper.free = upper.mapped = false;
  const ExtentId upper_id = arena_->create(upper);
  if ((*arena_)[id].free) lru_.resized(id, upper.blocks());
  (*arena_)[id].end = at;
  if ((*arena_)[id].free) lru_.insert_before(upper_id, id);
  readable_.insert(upper_id);
  return upper_id;
}

void TierStore::touch(const BlockRange& range) {
  collect(range);
  for (auto id = pieces_.rbegin(); id != pieces_.rend(); ++id) {
    if (!(*arena_)[*id].free) continue;
    lru_.remove(*id);
    lru_.push_newest(*id, 0);
  }
}

void TierStore::pin(const BlockRange& range) {
  collect(range);
  for (const ExtentId id : pieces_) {
    if ((*arena_)[id].references++ == 0) lru_.remove(id);
  }
}

void TierStore::unpin(const BlockRange& range) {
  collect(range);
  for (auto id = pieces_.rbegin(); id != pieces_.rend(); ++id) {
    SERVESWEEP_EXPECT((*arena_)[*id].references > 0);
    if (--(*arena_)[*id].references == 0) lru_.push_newest(*id, 0);
  }
}

}  // namespace servesweep::engine
