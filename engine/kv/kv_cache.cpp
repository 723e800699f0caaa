#include "engine/kv/kv_cache.h"

#include <algorithm>
#include <cmath>

#include "engine/workload/content_blocks.h"

namespace servesweep::engine {

KvCache::KvCache() : arena_(std::make_unique<ExtentArena>()), free_(*arena_), map_(*arena_) {}

void KvCache::reset(const KvSpec& spec, const EvictionPolicy& eviction,
                    const OffloadPolicy& offload) {
  eviction_ = &eviction;
  offload_ = &offload;
  gpu_blocks_ = spec.gpu_blocks;
  block_tokens_ = spec.block_tokens;
  transfer_us_per_block_ =
      spec.transfer_base_us +
      static_cast<TimeUs>(std::ceil(spec.block_tokens / spec.transfer_tokens_per_us));
  arena_->clear();
  free_.reset(spec.gpu_blocks);
  map_.clear();
  cpu_.reset(spec.cpu_blocks);
  entries_.clear();
  unused_entries_.clear();
  pending_transfer_us_ = 0;
  last_reservation_ = 0;
  hits_ = misses_ = offloaded_ = reloaded_ = reload_misses_ = 0;
}

// ---------------------------------------------------------------------------------- lookup,
// allocate

std::int32_t KvCache::cached_blocks(std::span<const Segment> content, std::int32_t tokens,
                                    const Holding& holding) const {
  std::int32_t cached = 0;
  bool complete = true;
  const std::int32_t shared = visit_shared_blocks(
      content, tokens, block_tokens_, [&](ChainId chain, std::int32_t first, std::int32_t end) {
        cached = map_.cached_end(chain, first, end);
        complete = cached == end;
        return complete;
      });
  if (complete) cached += std::min(reserved_blocks(holding), tokens / block_tokens_ - shared);
  return cached;
}

bool KvCache::room_for(std::span<const Segment> content, std::int32_t cached,
                       std::int32_t tokens) const {
  const std::int32_t needed = std::max(blocks_for(tokens) - cached, 0);
  return needed + cached <= free_.blocks() ||
         needed + unreferenced_among(content, cached) <= free_.blocks();
}

bool KvCache::admit(std::span<const Segment> content, std::int32_t cached, std::int32_t end_token,
                    Holding& holding) {
  SERVESWEEP_EXPECT(holding.shared_blocks == 0);
  const std::int32_t first_token = cached * block_tokens_;
  const std::int32_t needed = blocks_for(end_token - first_token);
  if (needed > free_.blocks()) return false;
  // Cached blocks that nobody references leave the free list too.
  if (needed + cached > free_.blocks() &&
      needed + unreferenced_among(content, cached) > free_.blocks()) {
    return false;
  }
  const std::int32_t shared =
      visit_shared_blocks(content, first_token, block_tokens_,
                          [&](ChainId chain, std::int32_t first, std::int32_t end) {
                            claim(chain, first, end, holding);
                            return true;
                          });
  claim_reserved(cached - shared, holding);
  take(needed);
  publish_prompt(content, cached, end_token, holding);
  return true;
}

bool KvCache::extend(std::span<const Segment> content, std::int32_t stored_tokens,
                     std::int32_t end_token, Holding& holding) {
  const std::int32_t needed = further_blocks(stored_tokens, end_token);
  if (needed > free_.blocks()) return false;
  take(needed);
  publish_prompt(content, stored_tokens / block_tokens_, end_token, holding);
  return true;
}

void KvCache::take(std::int32_t count) {
  misses_ += count;
  evict(count);
}

std::int32_t KvCache::unreferenced_among(std::span<const Segment> content,
                                         std::int32_t cached) const {
  std::int32_t blocks = 0;
  const std::int32_t shared = visit_shared_blocks(
      content, cached * block_tokens_, block_tokens_,
      [&](ChainId chain, std::int32_t first, std::int32_t end) {
        for (ExtentId id = map_.find(chain, first); id.valid() && (*arena_)[id].first < end;
             id = (*arena_)[id].next_mapped) {
          const Extent& extent = (*arena_)[id];
          if (extent.references == 0) {
            blocks += std::min(extent.end, end) - std::max(extent.first, first);
          }
        }
        return true;
      });
  return blocks + cached - shared;  // private cached blocks are always free
}

void KvCache::claim(ChainId chain, std::int32_t first, std::int32_t end, Holding& holding) {
  while (first < end) {
    ExtentId id = map_.find(chain, first);
    SERVESWEEP_EXPECT(id.valid());
    if ((*arena_)[id].first < first) id = split(id, first);
    if ((*arena_)[id].end > end) split(id, end);
    Extent& extent = (*arena_)[id];
    if (extent.references == 0) free_.remove(id);
    ++extent.references;
    hits_ += extent.blocks();
    holding.shared_blocks += extent.blocks();
    first = extent.end;
    append_entry(holding, id, extent.blocks());
  }
}

std::int32_t KvCache::reserved_blocks(const Holding& holding) const {
  if (holding.reservation == 0) return 0;
  const Extent& extent = (*arena_)[holding.reserved];
  return extent.reservation == holding.reservation ? extent.blocks() : 0;
}

void KvCache::claim_reserved(std::int32_t blocks, Holding& holding) {
  if (reserved_blocks(holding) > 0) {
    Extent& extent = (*arena_)[holding.reserved];
    SERVESWEEP_EXPECT(blocks <= extent.blocks());
    extent.reservation = 0;
    extent.end -= blocks;
    free_.resized(blocks);
    hits_ += blocks;
    destroy_if_empty(holding.reserved);
  }
  holding.reservation = 0;
}

// -------------------------------------------------------------------------------------------
// publish

void KvCache::publish_prompt(std::span<const Segment> content, std::int32_t first_block,
                             std::int32_t end_token, Holding& holding) {
  visit_shared_blocks(content, end_token, block_tokens_,
                      [&](ChainId chain, std::int32_t first, std::int32_t end) {
                        first = std::max(first, first_block);
                        if (first < end) publish(chain, first, end, holding);
                        return true;
                      });
}

void KvCache::publish(ChainId chain, std::int32_t first, std::int32_t end, Holding& holding) {
  SERVESWEEP_EXPECT(holding.shared_blocks == first);
  unmap_copies(chain, first, end);
  holding.shared_blocks += end - first;
  if (holding.last_entry >= 0) {
    Entry& entry = entries_[static_cast<std::size_t>(holding.last_entry)];
    Extent& tail = (*arena_)[last_piece(entry)];
    if (tail.chain == chain && tail.end == first && tail.references == 1 && tail.mapped &&
        !tail.next_piece.valid()) {
      tail.end = end;
      entry.blocks += end - first;
      return;
    }
  }
  const ExtentId id = arena_->create(
      {.chain = chain, .first = first, .end = end, .references = 1, .reusable = true});
  map_.insert(id);
  append_entry(holding, id, end - first);
}

void KvCache::unmap_copies(ChainId chain, std::int32_t first, std::int32_t end) {
  for (ExtentId id = map_.first_ending_after(chain, first); id.valid() && (*arena_)[id].first < end;
       id = map_.first_ending_after(chain, first)) {
    if ((*arena_)[id].first < first) id = split(id, first);
    if ((*arena_)[id].end > end) split(id, end);
    map_.erase(id);
  }
}

/// Cuts an extent in two at block `at`; both parts keep references and standing. Returns the upper
/// part.
ExtentId KvCache::split(ExtentId id, std::int32_t at) {
  Extent upper = (*arena_)[id];
  SERVESWEEP_EXPECT(upper.first < at && at < upper.end);
  upper.first = at;
  upper.free = upper.mapped = false;
  const ExtentId upper_id = arena_->create(upper);
  Extent& lower = (*arena_)[id];
  lower.end = at;
  lower.next_piece = upper_id;
  if (lower.free) {  // the upper part is evicted first
    free_.resized(upper.blocks());
    free_.insert_before(upper_id, id);
  }
  if (lower.mapped) map_.insert(upper_id);
  return upper_id;
}

// -------------------------------------------------------------------------------------------
// release

void KvCache::append_entry(Holding& holding, ExtentId extent, std::int32_t blocks) {
  const Entry entry{.extent = extent, .blocks = blocks, .previous = holding.last_entry};
  if (unused_entries_.empty()) {
    entries_.push_back(entry);
    holding.last_entry = static_cast<std::int32_t>(entries_.size() - 1);
  } else {
    holding.last_entry = unused_entries_.back();
    unused_entries_.pop_back();
    entries_[static_cast<std::size_t>(holding.last_entry)] = entry;
  }
}

ExtentId KvCache::last_piece(const Entry& entry) const {
  ExtentId id = entry.extent;
  for (std::int32_t left = entry.blocks - (*arena_)[id].blocks(); left > 0;
       left -= (*arena_)[id].blocks()) {
    id = (*arena_)[id].next_piece;
  }
  return id;
}

void KvCache::release(std::int32_t stored_tokens, Holding& holding, bool keep_private) {
  // From the last block to the first, so that the end of a prefix is evicted before its beginning.
  const std::int32_t full = stored_tokens / block_tokens_;
  if (blocks_for(stored_tokens) > full) add_anonymous(1, false, true);
  if (full > holding.shared_blocks) {
    const ExtentId id = add_anonymous(full - holding.shared_blocks, true, !keep_private);
    if (keep_private) {
      holding.reserved = id;
      holding.reservation = (*arena_)[id].reservation = ++last_reservation_;
    }
  }
  while (holding.last_entry >= 0) {
    const Entry entry = entries_[static_cast<std::size_t>(holding.last_entry)];
    unused_entries_.push_back(holding.last_entry);
    holding.last_entry = entry.previous;
    release_entry(entry);
  }
  holding.shared_blocks = 0;
  offload_if_due();
}

void KvCache::release_entry(const Entry& entry) {
  pieces_.clear();
  ExtentId id = entry.extent;
  for (std::int32_t left = entry.blocks; left > 0;) {
    pieces_.push_back(id);
    left -= (*arena_)[id].blocks();
    id = (*arena_)[id].next_piece;
  }
  for (auto piece = pieces_.rbegin(); piece != pieces_.rend(); ++piece) {
    Extent& extent = (*arena_)[*piece];
    SERVESWEEP_EXPECT(extent.references > 0);
    if (--extent.references == 0) place_in_free_list(*piece);
  }
}

void KvCache::place_in_free_list(ExtentId id) {
  const Extent& extent = (*arena_)[id];
  const ReleasedBlocks released{
      .blocks = extent.blocks(), .reusable = extent.reusable, .first_block = extent.first};
  if (eviction_->place(released) == EvictionPlace::first) {
    free_.push_oldest(id);
  } else {
    free_.push_newest(id);
  }
}

/// Puts blocks without identity into the free list; joins them to the newest extent if that is
/// alike.
ExtentId KvCache::add_anonymous(std::int32_t blocks, bool reusable, bool merge) {
  if (merge && free_.newest().valid()) {
    Extent& newest = (*arena_)[free_.newest()];
    if (!newest.chain.valid() && newest.reusable == reusable && newest.reservation == 0) {
      newest.end += blocks;
      free_.resized(-blocks);
      return free_.newest();
    }
  }
  const ExtentId id = arena_->create({.first = 0, .end = blocks, .reusable = reusable});
  place_in_free_list(id);
  return id;
}

void KvCache::evict(std::int32_t count) {
  const std::int32_t unused = std::min(count, free_.never_used());
  free_.take_never_used(unused);
  count -= unused;
  while (count > 0) {
    const ExtentId id = free_.oldest();
    Extent& extent = (*arena_)[id];
    const std::int32_t taken = std::min(count, extent.blocks());
    extent.end -= taken;
    free_.resized(taken);
    count -= taken;
    destroy_if_empty(id);
  }
}

void KvCache::destroy_if_empty(ExtentId id) {
  Extent& extent = (*arena_)[id];
  if (extent.blocks() > 0) return;
  if (extent.mapped) map_.erase(id);
  free_.remove(id);
  extent.reservation = 0;
  arena_->destroy(id);
}

// ------------------------------------------------------------------------------------------ CPU
// tier

void KvCache::offload_if_due() {
  if (cpu_.free_blocks() <= 0) return;
  const double used_fraction = static_cast<double>(used_blocks()) / gpu_blocks_;
  if (!offload_->offload({.used_fraction = used_fraction, .cpu_free_blocks = cpu_.free_blocks()})) {
    return;
  }
  const ExtentId last = free_.newest();
  for (ExtentId id = free_.oldest(); id.valid() && cpu_.free_blocks() > 0;) {
    const ExtentId next = id == last ? ExtentId() : (*arena_)[id].newer;
    if ((*arena_)[id].reusable) {
      move_out(id, std::min((*arena_)[id].blocks(), cpu_.free_blocks()));
    }
    id = next;
  }
}

/// Moves the last `blocks` blocks of a free extent to the CPU; the GPU blocks become empty.
void KvCache::move_out(ExtentId id, std::int32_t blocks) {
  Extent& extent = (*arena_)[id];
  cpu_.store({.chain = extent.chain, .first = extent.end - blocks, .end = extent.end});
  offloaded_ += blocks;
  extent.end -= blocks;
  free_.resized(blocks);
  destroy_if_empty(id);
  add_anonymous(blocks, false, true);
}

std::int32_t KvCache::reload() {
  if (cpu_.capacity_blocks() == 0) return 0;
  if (cpu_.blocks() == 0 || free_.blocks() == 0) {
    ++reload_misses_;
    return 0;
  }
  const std::int64_t before = reloaded_;
  while (cpu_.blocks() > 0) bring_back(cpu_.take_oldest(free_.blocks()));
  return static_cast<std::int32_t>(reloaded_ - before);
}

/// Copies one entry into free GPU blocks, except for blocks that the GPU has anyway.
void KvCache::bring_back(const CpuTier::Entry& entry) {
  std::int32_t first = entry.first;
  while (first < entry.end) {
    std::int32_t end = entry.end;
    if (entry.chain.valid()) {
      const ExtentId next = map_.first_ending_after(entry.chain, first);
      if (next.valid() && (*arena_)[next].first <= first) {
        first = (*arena_)[next].end;
        continue;
      }
      if (next.valid()) end = std::min(end, (*arena_)[next].first);
    }
    evict(end - first);
    const ExtentId id =
        arena_->create({.chain = entry.chain, .first = first, .end = end, .reusable = true});
    if (entry.chain.valid()) map_.insert(id);
    free_.push_newest(id);
    reloaded_ += end - first;
    pending_transfer_us_ += transfer_us_per_block_ * (end - first);
    first = end;
  }
}

}  // namespace servesweep::engine
