#include "engine/kv/block_pool.h"

#include <algorithm>

namespace servesweep::engine {

void BlockPool::reset(std::int32_t blocks, const ProfileSwitches& switches,
                      const EvictionPolicy& eviction, ResidencyListener* listener,
                      bool moves_content) {
  keep_duplicates_ = switches.keep_duplicates;
  counts_reuses_ = eviction.counts_reuses();
  last_reservation_ = 0;
  extents_.reset(blocks,
                 {.expires_after_us = eviction.expires_after_us(),
                  .sinks_every_us = eviction.sinks_every_us()},
                 keep_duplicates_, listener);
  order_.reset(blocks, switches, eviction, moves_content);
  lists_.clear();
}

// --------------------------------------------------------------------------------- find and claim

void BlockPool::find(ChainId chain, std::int32_t first, std::int32_t end,
                     CachedPrefix& found) const {
  for (ExtentId id = extents_.map().first_ending_after(chain, first); id.valid() && first < end;
       id = extent(id).next_in_chain) {
    const Extent& next = extent(id);
    if (next.first > first) break;
    const std::int32_t reached = std::min(next.end, end);
    if (next.references == 0) found.free_blocks += reached - first;
    first = reached;
  }
  found.blocks = first;
}

void BlockPool::claim(ChainId chain, std::int32_t first, std::int32_t end, Holding& holding) {
  extents_.note_change();
  holding.shared_blocks += end - first;
  for (ExtentId id = extents_.map().find(chain, first); first < end;
       id = extent(id).next_in_chain) {
    SERVESWEEP_EXPECT(id.valid());
    id = extents_.clip(id, first, end);
    Extent& found = extents_[id];
    if (found.references == 0) extents_.free().remove(id);
    ++found.references;
    ++found.reuses;
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
    extents_[holding.reserved].reservation = 0;
    extents_.drop_tail(holding.reserved, blocks);
  }
  holding.reservation = 0;
}

// ---------------------------------------------------------------------------------------- publish

void BlockPool::publish(ChainId chain, std::int32_t first, std::int32_t end, Holding& holding) {
  SERVESWEEP_EXPECT(holding.shared_blocks == first);
  extents_.note_change();
  holding.shared_blocks += end - first;
  if (extents_.is_watched()) extents_.report_gaps(chain, first, end, true);
  if (!keep_duplicates_) {
    extents_.unmap(chain, first, end);
    append_mapped(chain, first, end, holding);
    return;
  }
  while (first < end) {
    const std::int32_t gap = extents_.map().gap_end(chain, first, end);
    const std::int32_t part = gap > first ? gap : extents_.map().cached_end(chain, first, end);
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
    Extent& tail = extents_[last];
    if (tail.chain == chain && tail.end == first && tail.references == 1 && tail.mapped &&
        !tail.next_piece.valid() && (tail.reuses == 0 || !counts_reuses_)) {
      tail.end = end;
      lists_.grow_last(holding, end - first);
      return;
    }
  }
  const ExtentId id = extents_.create_mapped(
      {.chain = chain, .first = first, .end = end, .references = 1, .reusable = true});
  lists_.append(holding, id, end - first);
}

void BlockPool::append_spare(ChainId chain, std::int32_t first, std::int32_t end,
                             Holding& holding) {
  const ExtentId id = extents_.create_spare(
      {.chain = chain, .first = first, .end = end, .references = 1, .reusable = true});
  lists_.append(holding, id, end - first);
}

// ---------------------------------------------------------------------------------------- release

void BlockPool::release(std::int32_t full, std::int32_t partial, Holding& holding,
                        bool keep_private, const BlockUser& user) {
  // From the last block to the first, so that the end of a prefix is evicted before its beginning.
  extents_.note_change();
  order_.begin(user, full, keep_private);
  pieces_.clear();
  lists_.take_all(holding, pieces_);
  const std::int32_t first_private = holding.shared_blocks;
  const auto release_private = [&] {
    if (full <= first_private) return;
    if (keep_private) {
      holding.reservation = ++last_reservation_;
      holding.reserved = order_.reserve(full - first_private, first_private, holding.reservation);
    } else {
      order_.add_private(full - first_private, first_private, true);
    }
  };
  if (order_.newest_first()) {  // … for which they have to enter the other way round
    std::ranges::reverse(pieces_);
    release_pieces();
    release_private();
    order_.add_private(partial, full, false);
  } else {
    order_.add_private(partial, full, false);
    release_private();
    release_pieces();
  }
  holding.shared_blocks = 0;
}

void BlockPool::release_pieces() {
  for (const ExtentId id : pieces_) {
    SERVESWEEP_EXPECT(extent(id).references > 0);
    if (--extents_[id].references == 0) order_.place(id);
  }
}

void BlockPool::renew(ChainId chain, std::int32_t first, std::int32_t end) {
  if (!order_.goes_by_use()) return;
  pieces_.clear();
  for (ExtentId id = extents_.map().find(chain, first); id.valid() && extent(id).first < end;
       id = extent(id).next_in_chain) {
    if (extent(id).references > 0) continue;
    id = extents_.clip(id, first, end);
    pieces_.push_back(id);
  }
  for (auto id = pieces_.rbegin(); id != pieces_.rend(); ++id)
    extents_.free().renew(*id, extents_.now_us());
}

// ------------------------------------------------------------------------------------ move content

void BlockPool::blank(ExtentId id, std::int32_t blocks) {
  order_.begin({}, 0, false);
  extents_.drop_tail(id, blocks);
  order_.add_private(blocks, 0, false);
}

std::int32_t BlockPool::fill(ChainId chain, std::int32_t first, std::int32_t end) {
  extents_.note_change();
  order_.begin({}, end, false);
  std::int32_t filled = 0;
  while (first < end) {
    std::int32_t part = end;
    if (chain.valid()) {
      first = extents_.map().cached_end(chain, first, end);
      part = extents_.map().gap_end(chain, first, end);
      if (first == part) continue;
      if (extents_.is_watched()) extents_.report_gaps(chain, first, part, true);
    }
    take(part - first);
    const Extent filling{.chain = chain, .first = first, .end = part, .reusable = true};
    const ExtentId id = chain.valid() ? extents_.create_mapped(filling) : extents_.create(filling);
    order_.place(id);
    filled += part - first;
    first = part;
  }
  return filled;
}

}  // namespace servesweep::engine
