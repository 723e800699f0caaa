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
  ranks_arriving_ = order_->ranks_arriving();
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

bool TierStore::evict(std::int32_t blocks, std::vector<BlockRange>& evicted) {
  victims_.clear();
  if (!order_->choose(blocks, victims_)) return false;
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
ExtentId TierStore::expect(const BlockRange& range, ExtentId behind) {
  SERVESWEEP_EXPECT(range.blocks() <= blank_);
  blank_ -= range.blocks();
  const ExtentId id = arena_->create({.chain = range.chain,
                                      .first = range.first,
                                      .end = range.end,
                                      .references = 1,
                                      .next_piece = behind});
  if (range.chain.valid()) arriving_.insert(id);
  if (ranks_arriving_) order_->expected(id);
  return id;
}

void TierStore::arrive(ExtentId copies, std::vector<BlockRange>& arrived) {
  pieces_.clear();
  for (ExtentId id = copies; id.valid(); id = (*arena_)[id].next_piece) pieces_.push_back(id);
  const std::size_t before = arrived.size();
  for (auto id = pieces_.rbegin(); id != pieces_.rend(); ++id) {
    Extent& extent = (*arena_)[*id];
    SERVESWEEP_EXPECT(extent.references == 1 && !extent.reusable);
    extent.references = 0;
    extent.reusable = true;
    if (extent.chain.valid()) {
      arriving_.erase(*id);
      readable_.insert(*id);
    }
    order_->arrived(*id);
    BlockRange range{.chain = extent.chain, .first = extent.first, .end = extent.end};
    if (arrived.size() > before && arrived.back().chain == range.chain &&
        arrived.back().first == range.end) {  // it was divided, or joins what came with it
      range.end = arrived.back().end;
      arrived.pop_back();
    }
    arrived.push_back(range);
  }
}

// --------------------------------------------------------------------------------------------- use

/// Gathers a map's extents of a range in pieces_, cut at its ends.
void TierStore::collect(PrefixMap& map, const BlockRange& range) {
  pieces_.clear();
  append_pieces(map, range);
}

void TierStore::append_pieces(PrefixMap& map, const BlockRange& range) {
  ExtentId id = map.first_ending_after(range.chain, range.first), last;
  if (id.valid() && (*arena_)[id].first < range.first) id = divide(map, id, range.first);
  for (; id.valid() && (*arena_)[id].first < range.end; id = (*arena_)[id].next_in_chain) {
    pieces_.push_back(id);
    last = id;
  }
  if (last.valid() && (*arena_)[last].end > range.end) divide(map, last, range.end);
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
  collect(readable_, range);
  const std::size_t readable = pieces_.size();
  if (ranks_arriving_) append_pieces(arriving_, range);
  order_->touched(range, pieces_);
  if (readable > 1) join_pieces(readable);
}

/// Prompts are stored in chunks, turn by turn. What is asked for at once may as well be one extent
/// from then on.
void TierStore::join_pieces(std::size_t count) {
  for (std::size_t i = count - 1; i > 0; --i) {
    const ExtentId upper = pieces_[i];
    const Extent& rest = (*arena_)[upper];
    Extent& extent = (*arena_)[pieces_[i - 1]];
    const bool both_idle = extent.references == 0 && rest.references == 0;
    if (!both_idle || extent.end != rest.first || !order_->join(pieces_[i - 1], upper)) continue;
    extent.end = rest.end;
    readable_.erase(upper);
    arena_->destroy(upper);
  }
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

}  // namespace servesweep::engine
