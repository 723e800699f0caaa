#include "engine/kv/block_pool.h"

#include <algorithm>

namespace servesweep::engine {

BlockPool::BlockPool()
    : arena_(std::make_unique<ExtentArena>()), free_(*arena_), map_(*arena_), lists_(*arena_) {}

void BlockPool::reset(std::int32_t blocks, const ProfileSwitches& switches,
                      const EvictionPolicy& eviction, ResidencyListener* listener,
                      bool moves_content) {
  eviction_ = &eviction;
  listener_ = listener;
  unhashed_first_ = switches.unhashed_blocks_first;
  keep_duplicates_ = switches.keep_duplicates;
  by_position_ = eviction.depends_on_position();
  counts_reuses_ = eviction.counts_reuses();
  newest_first_ = eviction.newest_first();
  one_level_ = eviction.one_level();
  private_alike_ = one_level_ && !moves_content;
  foreseen_ = nullptr;
  expires_ = eviction.expires_after_us() != kForever;
  blocks_ = blocks;
  now_us_ = 0;
  last_reservation_ = 0;
  arena_->clear();
  free_.reset(blocks, {.expires_after_us = eviction.expires_after_us(),
                       .sinks_every_us = eviction.sinks_every_us()});
  map_.clear();
  lists_.clear();
}

// --------------------------------------------------------------------------------- find and claim

std::int32_t BlockPool::unreferenced(ChainId chain, std::int32_t first, std::int32_t end) const {
  std::int32_t blocks = 0;
  for (ExtentId id = map_.find(chain, first); id.valid() && extent(id).first < end;
       id = extent(id).next_in_chain) {
    if (extent(id).references > 0) continue;
    blocks += std::min(extent(id).end, end) - std::max(extent(id).first, first);
  }
  return blocks;
}

void BlockPool::claim(ChainId chain, std::int32_t first, std::int32_t end, Holding& holding) {
  ++version_;
  while (first < end) {
    ExtentId id = map_.find(chain, first);
    SERVESWEEP_EXPECT(id.valid());
    if (extent(id).first < first) id = split(id, first);
    if (extent(id).end > end) split(id, end);
    Extent& found = (*arena_)[id];
    if (found.references == 0) free_.remove(id);
    ++found.references;
    ++found.reuses;
    holding.shared_blocks += found.blocks();
    first = found.end;
    lists_.append(holding, id, found.blocks());
  }
}

std::int32_t BlockPool::reserved_blocks(const Holding& holding) const {
  if (holding.reservation == 0) return 0;
  const Extent& reserved = extent(holding.reserved);
  return reserved.reservation == holding.reservation ? reserved.blocks() : 0;
}

void BlockPool::claim_reserved(std::int32_t blocks, Holding& holding) {
  if (reserved_blocks(holding) > 0) {
    SERVESWEEP_EXPECT(blocks <= reserved_blocks(holding));
    (*arena_)[holding.reserved].reservation = 0;
    drop_tail(holding.reserved, blocks);
  }
  holding.reservation = 0;
}

// ---------------------------------------------------------------------------------------- publish

void BlockPool::publish(ChainId chain, std::int32_t first, std::int32_t end, Holding& holding) {
  SERVESWEEP_EXPECT(holding.shared_blocks == first);
  ++version_;
  holding.shared_blocks += end - first;
  if (listener_ != nullptr) report_gaps(chain, first, end, true);
  if (!keep_duplicates_) {
    unmap_copies(chain, first, end);
    append_mapped(chain, first, end, holding);
    return;
  }
  while (first < end) {
    const std::int32_t gap = map_.gap_end(chain, first, end);
    const std::int32_t part = gap > first ? gap : map_.cached_end(chain, first, end);
    if (gap > first) {
      append_mapped(chain, first, part, holding);
    } else {
      append_spare(chain, first, part, holding);
    }
    first = part;
  }
}

void BlockPool::append_mapped(ChainId chain, std::int32_t first, std::int32_t end,
                              Holding& holding) {
  const ExtentId last = lists_.last_extent(holding);
  if (last.valid()) {
    Extent& tail = (*arena_)[last];
    if (tail.chain == chain && tail.end == first && tail.references == 1 && tail.mapped &&
        !tail.next_piece.valid() && (tail.reuses == 0 || !counts_reuses_)) {
      tail.end = end;
      lists_.grow_last(holding, end - first);
      return;
    }
  }
  const ExtentId id = arena_->create(
      {.chain = chain, .first = first, .end = end, .references = 1, .reusable = true});
  map_.insert(id);
  lists_.append(holding, id, end - first);
}

void BlockPool::append_spare(ChainId chain, std::int32_t first, std::int32_t end,
                             Holding& holding) {
  const ExtentId id = arena_->create(
      {.chain = chain, .first = first, .end = end, .references = 1, .reusable = true});
  map_.add_spare(id);
  lists_.append(holding, id, end - first);
}

void BlockPool::unmap_copies(ChainId chain, std::int32_t first, std::int32_t end) {
  for (ExtentId id = map_.first_ending_after(chain, first); id.valid() && extent(id).first < end;
       id = map_.first_ending_after(chain, first)) {
    if (extent(id).first < first) id = split(id, first);
    if (extent(id).end > end) split(id, end);
    map_.erase(id);
  }
}

/// Cuts an extent in two at block `at`; both parts keep references and standing. Returns the upper
/// part.
ExtentId BlockPool::split(ExtentId id, std::int32_t at) {
  Extent upper = extent(id);
  SERVESWEEP_EXPECT(upper.first < at && at < upper.end);
  upper.first = at;
  upper.free = upper.mapped = upper.spare = false;
  const ExtentId upper_id = arena_->create(upper);
  if (extent(id).free) free_.resized(id, upper.blocks());
  Extent& lower = (*arena_)[id];
  lower.end = at;
  lower.next_piece = upper_id;
  if (lower.free) free_.insert_before(upper_id, id);  // the upper part is evicted first
  if (lower.mapped) map_.insert(upper_id);
  if (lower.spare) map_.add_spare_after(upper_id, id);
  return upper_id;
}

void BlockPool::report_gaps(ChainId chain, std::int32_t first, std::int32_t end, bool added) {
  map_.visit_gaps(chain, first, end, [&](std::int32_t from, std::int32_t to) {
    listener_->changed({.chain = chain, .first = from, .end = to, .tier = 0, .added = added},
                       now_us_);
  });
}

// ---------------------------------------------------------------------------------------- release

void BlockPool::release(std::int32_t full, std::int32_t partial, Holding& holding,
                        bool keep_private, const BlockUser& user) {
  // From the last block to the first, so that the end of a prefix is evicted before its beginning.
  ++version_;
  user_ = user;
  prefix_blocks_ = full;
  comes_back_ = keep_private;
  pieces_.clear();
  while (lists_.pop(holding, pieces_)) {
  }
  const std::int32_t first_private = holding.shared_blocks;
  const auto release_private = [&] {
    if (full <= first_private) return;
    if (keep_private) {
      reserve(full - first_private, first_private, holding);
    } else {
      add_private(full - first_private, first_private, true);
    }
  };
  if (newest_first_) {  // … for which they have to enter the other way round
    std::ranges::reverse(pieces_);
    release_pieces();
    release_private();
    add_private(partial, full, false);
  } else {
    add_private(partial, full, false);
    release_private();
    release_pieces();
  }
  holding.shared_blocks = 0;
}

void BlockPool::release_pieces() {
  for (const ExtentId id : pieces_) {
    SERVESWEEP_EXPECT(extent(id).references > 0);
    if (--(*arena_)[id].references == 0) place(id);
  }
}

ReleasedBlocks BlockPool::facts_of(const Extent& released) const {
  return {.blocks = released.blocks(),
          .reusable = released.reusable,
          .shared = released.chain.valid(),
          .first_block = released.first,
          .reuses = released.reuses,
          .tier = user_.tier,
          .session = user_.session,
          .now_us = now_us_,
          .prefix_blocks = prefix_blocks_,
          .pinned_blocks = free_.pinned(),
          .gpu_blocks = blocks_,
          .next_use_us = next_use_us(released)};
}

/// As a bound knows it: what was preempted comes back at once, private content never otherwise.
TimeUs BlockPool::next_use_us(const Extent& released) const {
  if (foreseen_ == nullptr) return kNever;
  if (!released.reusable) return kForever;
  if (comes_back_) return now_us_;
  return released.chain.valid() ? foreseen_->next_use_us(released.chain) : kForever;
}

/// The first block of the run from which on the policy gives all the level of the last one.
std::int32_t BlockPool::band_start(ReleasedBlocks facts) const {
  const std::int32_t first = facts.first_block;
  std::int32_t same = first + facts.blocks - 1, other = first;
  const auto level_at = [&](std::int32_t block) {
    facts.first_block = block;
    return eviction_->level(facts);
  };
  const int level = level_at(same);
  if (level_at(first) == level) return first;
  while (same - other > 1) {
    const std::int32_t middle = other + (same - other) / 2;
    (level_at(middle) == level ? same : other) = middle;
  }
  return same;
}

void BlockPool::place(ExtentId id) {
  if (one_level_) return place_in(0, id);
  for (std::int32_t start = by_position_ ? band_start(facts_of(extent(id))) : extent(id).first;
       start > extent(id).first; start = band_start(facts_of(extent(id)))) {
    const ExtentId upper = split(id, start);
    place_in(eviction_->level(facts_of(extent(upper))), upper);
  }
  place_in(eviction_->level(facts_of(extent(id))), id);
}

void BlockPool::place_in(int level, ExtentId id) {
  if (foreseen_ != nullptr) {
    (*arena_)[id].released_us = next_use_us(extent(id));
    return free_.push_by_time(id, level);
  }
  (*arena_)[id].released_us = now_us_;
  if (newest_first_) {
    free_.push_oldest(id, level);
  } else {
    free_.push_newest(id, level);
  }
}

/// Puts blocks without identity into the free list, in the levels of their positions.
void BlockPool::add_private(std::int32_t blocks, std::int32_t first_block, bool reusable) {
  if (!reusable && unhashed_first_) {
    free_.add_blank(blocks);
    return;
  }
  if (one_level_) return add_private_in(0, blocks, reusable);
  while (blocks > 0) {
    const Extent run{.first = first_block, .end = first_block + blocks, .reusable = reusable};
    ReleasedBlocks facts = facts_of(run);
    const std::int32_t start = by_position_ ? band_start(facts) : first_block;
    facts.blocks = first_block + blocks - start;
    facts.first_block = start;
    add_private_in(eviction_->level(facts), facts.blocks, reusable);
    blocks = start - first_block;
  }
}

/// Joins the blocks to the extent released last in this level if that is alike.
void BlockPool::add_private_in(int level, std::int32_t blocks, bool reusable) {
  const ExtentId neighbour = newest_first_ ? free_.oldest(level) : free_.newest(level);
  if (neighbour.valid()) {
    Extent& like = (*arena_)[neighbour];
    const bool same_age = !expires_ || like.released_us == now_us_;
    const bool same_kind = private_alike_ || like.reusable == reusable;
    if (!like.chain.valid() && same_kind && like.reservation == 0 && same_age) {
      like.end += blocks;
      free_.resized(neighbour, -blocks);
      return;
    }
  }
  place_in(level, arena_->create({.first = 0, .end = blocks, .reusable = reusable}));
}

void BlockPool::reserve(std::int32_t blocks, std::int32_t first_block, Holding& holding) {
  holding.reservation = ++last_reservation_;
  holding.reserved = arena_->create({.first = first_block,
                                     .end = first_block + blocks,
                                     .reservation = holding.reservation,
                                     .reusable = true});
  place_in(one_level_ ? 0 : eviction_->level(facts_of(extent(holding.reserved))), holding.reserved);
}

void BlockPool::renew(ChainId chain, std::int32_t first, std::int32_t end) {
  if (newest_first_ || foreseen_ != nullptr) return;  // neither goes by when it was used last
  pieces_.clear();
  for (ExtentId id = map_.find(chain, first); id.valid() && extent(id).first < end;
       id = extent(id).next_in_chain) {
    if (extent(id).references > 0) continue;
    if (extent(id).first < first) id = split(id, first);
    if (extent(id).end > end) split(id, end);
    pieces_.push_back(id);
  }
  for (auto id = pieces_.rbegin(); id != pieces_.rend(); ++id) free_.renew(*id, now_us_);
}

// ------------------------------------------------------------------------------------------ evict

void BlockPool::evict(std::int32_t count) {
  while (count > 0) {
    const ExtentId id = free_.victim();
    const std::int32_t taken = std::min(count, extent(id).blocks());
    drop_tail(id, taken);
    count -= taken;
  }
}

/// The last blocks of a free extent lose their content and leave the free list.
void BlockPool::drop_tail(ExtentId id, std::int32_t blocks) {
  Extent& loser = (*arena_)[id];
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
void BlockPool::uncover(ChainId chain, std::int32_t first, std::int32_t end) {
  for (ExtentId spare = map_.first_spare(chain); spare.valid();) {
    const Extent& copy = extent(spare);
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
ExtentId BlockPool::surface(ExtentId spare, std::int32_t first, std::int32_t end) {
  const ExtentId next = extent(spare).next_in_chain;
  const ChainId chain = extent(spare).chain;
  first = std::max(first, extent(spare).first);
  end = std::min(end, extent(spare).end);
  if (first >= end) return next;
  first = map_.cached_end(chain, first, end);
  if (first == end) return next;
  end = map_.gap_end(chain, first, end);
  if (extent(spare).first < first) spare = split(spare, first);
  if (extent(spare).end > end) split(spare, end);
  const ExtentId rest = extent(spare).next_in_chain;
  map_.remove_spare(spare);
  map_.insert(spare);
  return rest;
}

// ------------------------------------------------------------------------------------ move content

void BlockPool::blank(ExtentId id, std::int32_t blocks) {
  user_ = {};
  prefix_blocks_ = 0;
  comes_back_ = false;
  drop_tail(id, blocks);
  add_private(blocks, 0, false);
}

std::int32_t BlockPool::fill(ChainId chain, std::int32_t first, std::int32_t end) {
  ++version_;
  user_ = {};
  prefix_blocks_ = end;
  comes_back_ = false;
  std::int32_t filled = 0;
  while (first < end) {
    std::int32_t part = end;
    if (chain.valid()) {
      first = map_.cached_end(chain, first, end);
      part = map_.gap_end(chain, first, end);
      if (first == part) continue;
      if (listener_ != nullptr) report_gaps(chain, first, part, true);
    }
    take(part - first);
    const ExtentId id =
        arena_->create({.chain = chain, .first = first, .end = part, .reusable = true});
    if (chain.valid()) map_.insert(id);
    place(id);
    filled += part - first;
    first = part;
  }
  return filled;
}

}  // namespace servesweep::engine
