#include "engine/kv/block_extents.h"

namespace servesweep::engine {

BlockExtents::BlockExtents()
    : arena_(std::make_unique<ExtentArena>()), free_(*arena_), map_(*arena_) {}

void BlockExtents::reset(std::int32_t blocks, const FreeList::Ageing& ageing, bool keep_duplicates,
                         ResidencyListener* listener) {
  listener_ = listener;
  keep_duplicates_ = keep_duplicates;
  now_us_ = 0;
  arena_->clear();
  free_.reset(blocks, ageing);
  map_.clear();
}

ExtentId BlockExtents::create_mapped(const Extent& extent) {
  const ExtentId id = arena_->create(extent);
  map_.insert(id);
  return id;
}

ExtentId BlockExtents::create_spare(const Extent& extent) {
  const ExtentId id = arena_->create(extent);
  map_.add_spare(id);
  return id;
}

// ---------------------------------------------------------------------------------------- cutting

ExtentId BlockExtents::split(ExtentId id, std::int32_t at) {
  Extent upper = (*this)[id];
  SERVESWEEP_EXPECT(upper.first < at && at < upper.end);
  upper.first = at;
  upper.free = upper.mapped = upper.spare = false;
  const ExtentId upper_id = arena_->create(upper);
  if ((*this)[id].free) free_.resized(id, upper.blocks());
  Extent& lower = (*this)[id];
  lower.end = at;
  lower.next_piece = upper_id;
  if (lower.free) free_.insert_before(upper_id, id);  // the upper part is evicted first
  if (lower.mapped) map_.insert(upper_id);
  if (lower.spare) map_.add_spare_after(upper_id, id);
  return upper_id;
}

ExtentId BlockExtents::clip(ExtentId id, std::int32_t first, std::int32_t end) {
  if ((*this)[id].first < first) id = split(id, first);
  if ((*this)[id].end > end) split(id, end);
  return id;
}

// --------------------------------------------------------------------------------------- eviction

void BlockExtents::evict(std::int32_t count) {
  const ExtentId id = free_.victim();
  Extent& victim = (*this)[id];
  if (victim.mapped || count >= victim.blocks()) return evict_from(id, count);
  victim.end -= count;  // as a rule there is a long private run
  free_.resized(id, count);
}

void BlockExtents::evict_from(ExtentId id, std::int32_t count) {
  while (true) {
    const std::int32_t taken = std::min(count, (*this)[id].blocks());
    drop_tail(id, taken);
    count -= taken;
    if (count == 0) return;
    id = free_.victim();
  }
}

void BlockExtents::drop_tail(ExtentId id, std::int32_t blocks) {
  Extent& loser = (*this)[id];
  const bool served = loser.mapped;
  const ChainId chain = loser.chain;
  const std::int32_t end = loser.end;
  loser.end -= blocks;
  free_.resized(id, blocks);
  if (loser.blocks() == 0) {
    if (loser.mapped) map_.erase(id);
    if (loser.spare) map_.remove_spare(id);
    free_.remove(id);
    loser.reservation = 0;
    arena_->destroy(id);
  }
  if (!served) return;
  ++version_;
  if (keep_duplicates_) uncover(chain, end - blocks, end);
  if (listener_ != nullptr) report_gaps(chain, end - blocks, end, false);
}

/// Blocks that nothing serves any more are served by their spare copies, the earliest first.
void BlockExtents::uncover(ChainId chain, std::int32_t first, std::int32_t end) {
  for (ExtentId spare = map_.first_spare(chain); spare.valid();) {
    const Extent& copy = (*this)[spare];
    if (copy.end <= first || copy.first >= end) {
      spare = copy.next_in_chain;
    } else if (map_.cached_end(chain, first, end) < end) {
      spare = surface(spare, first, end);
    } else {
      return;
    }
  }
}

/// Maps the first part of a spare that nothing else serves among [first, end), if there is one.
/// Returns the next spare to look at.
ExtentId BlockExtents::surface(ExtentId spare, std::int32_t first, std::int32_t end) {
  const ExtentId next = (*this)[spare].next_in_chain;
  const ChainId chain = (*this)[spare].chain;
  first = std::max(first, (*this)[spare].first);
  end = std::min(end, (*this)[spare].end);
  if (first >= end) return next;
  first = map_.cached_end(chain, first, end);
  if (first == end) return next;
  spare = clip(spare, first, map_.gap_end(chain, first, end));
  const ExtentId rest = (*this)[spare].next_in_chain;
  map_.remove_spare(spare);
  map_.insert(spare);
  return rest;
}

// -------------------------------------------------------------------------------------- residency

void BlockExtents::unmap(ChainId chain, std::int32_t first, std::int32_t end) {
  for (ExtentId id = map_.first_ending_after(chain, first); id.valid() && (*this)[id].first < end;
       id = map_.first_ending_after(chain, first)) {
    map_.erase(clip(id, first, end));
  }
}

void BlockExtents::report_gaps(ChainId chain, std::int32_t first, std::int32_t end, bool added) {
  map_.visit_gaps(chain, first, end, [&](std::int32_t from, std::int32_t to) {
    listener_->changed({.chain = chain, .first = from, .end = to, .tier = 0, .added = added},
                       now_us_);
  });
}

}  // namespace servesweep::engine
