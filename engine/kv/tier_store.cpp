#include "engine/kv/tier_store.h"

#include "engine/kv/tier_orders.h"

namespace servesweep::engine {

TierStore::TierStore()
    : arena_(std::make_unique<ExtentArena>()), readable_(*arena_), arriving_(*arena_) {}

void TierStore::reset(std::int32_t capacity_blocks, const std::string& eviction) {
  if (order_ == nullptr || eviction != eviction_) {
    order_ = make_tier_order(eviction, "kv.tiers.eviction");
    eviction_ = eviction;
  }
  capacity_blocks_ = blank_ = capacity_blocks;
  arena_->clear();
  readable_.clear();
  arriving_.clear();
  order_->reset(*arena_, capacity_blocks);
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
  if (blocks <= blank_) return true;
  victims_.clear();
  if (!order_->choose(blocks - blank_, victims_)) return false;
  for (const TierOrder::Victim& victim : victims_) {
    const Extent& extent = (*arena_)[victim.extent];
    evicted.push_back(
        {.chain = extent.chain, .first = extent.end - victim.blocks, .end = extent.end});
    shrink(victim);
  }
  return true;
}

void TierStore::shrink(const TierOrder::Victim& victim) {
  Extent& extent = (*arena_)[victim.extent];
  order_->evicted(victim.extent, victim.blocks);
  blank_ += victim.blocks;
  extent.end -= victim.blocks;
  if (extent.blocks() > 0) return;
  if (extent.mapped) readable_.erase(victim.extent);
  arena_->destroy(victim.extent);
}

/// Until it arrives, the store itself refers to the extent.
ExtentId TierStore::expect(const BlockRange& range) {
  SERVESWEEP_EXPECT(range.blocks() <= blank_);
  blank_ -= range.blocks();
  const ExtentId id = arena_->create(
      {.chain = range.chain, .first = range.first, .end = range.end, .references = 1});
  if (range.chain.valid()) arriving_.insert(id);
  order_->expected(id);
  return id;
}

BlockRange TierStore::arrive(ExtentId copy) {
  BlockRange range{.chain = (*arena_)[copy].chain, .first = (*arena_)[copy].first};
  pieces_.clear();
  for (ExtentId id = copy; id.valid(); id = (*arena_)[id].next_piece) pieces_.push_back(id);
  range.end = (*arena_)[pieces_.back()].end;
  for (auto id = pieces_.rbegin(); id != pieces_.rend(); ++id) {
    Extent& extent = (*arena_)[*id];
    SERVESWEEP_EXPECT(extent.references == 1 && !extent.reusable);
    if (extent.chain.valid()) {
      arriving_.erase(*id);
      readable_.insert(*id);
    }
    extent.references = 0;
    extent.reusable = true;
    order_->arrived(*id);
  }
  return range;
}

// --------------------------------------------------------------------------------------------- use

/// Gathers a map's extents of a range in pieces_, cut at its ends.
void TierStore::collect(PrefixMap& map, const BlockRange& range) {
  pieces_.clear();
  for (ExtentId id = map.first_ending_after(range.chain, range.first);
       id.valid() && (*arena_)[id].first < range.end; id = (*arena_)[id].next_in_chain) {
    if ((*arena_)[id].first < range.first) id = divide(map, id, range.first);
    if ((*arena_)[id].end > range.end) divide(map, id, range.end);
    pieces_.push_back(id);
  }
}

ExtentId TierStore::divide(PrefixMap& map, ExtentId id, std::int32_t at) {
  Extent upper = (*arena_)[id];
  SERVESWEEP_EXPECT(upper.first < at && at < upper.end);
  upper.first = at;
  upper.mapped = false;
  const ExtentId upper_id = arena_->create(upper);
  (*arena_)[id].end = at;
  (*arena_)[id].next_piece = upper_id;
  order_->divided(id, upper_id);
  map.insert(upper_id);
  return upper_id;
}

void TierStore::touch(const BlockRange& range) {
  if (order_->ranks_arriving()) {
    collect(arriving_, range);
    for (auto id = pieces_.rbegin(); id != pieces_.rend(); ++id) order_->touched(*id);
  }
  collect(readable_, range);
  for (auto id = pieces_.rbegin(); id != pieces_.rend(); ++id) order_->touched(*id);
  order_->touched(range);
}

void TierStore::touch_after_store(const BlockRange& range) {
  if (order_->ranks_arriving()) touch(range);
}

void TierStore::pin(const BlockRange& range) {
  collect(readable_, range);
  for (const ExtentId id : pieces_) {
    if ((*arena_)[id].references++ == 0) order_->pinned(id);
  }
}

void TierStore::unpin(const BlockRange& range) {
  collect(readable_, range);
  for (auto id = pieces_.rbegin(); id != pieces_.rend(); ++id) {
    SERVESWEEP_EXPECT((*arena_)[*id].references > 0);
    if (--(*arena_)[*id].references == 0) order_->unpinned(*id);
  }
}

void TierStore::pin_and_unpin(const BlockRange& range) {
  collect(readable_, range);
  for (auto id = pieces_.rbegin(); id != pieces_.rend(); ++id) {
    if ((*arena_)[*id].references > 0) continue;
    order_->pinned(*id);
    order_->unpinned(*id);
  }
}

}  // namespace servesweep::engine
