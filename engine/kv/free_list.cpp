#include "engine/kv/free_list.h"

#include <algorithm>
#include <bit>

namespace servesweep::engine {

void FreeList::reset(std::int32_t blocks, const Ageing& ageing) {
  SERVESWEEP_EXPECT(ageing.expires_after_us == kForever || ageing.sinks_every_us == kForever);
  ageing_ = ageing;
  lists_.fill({});
  occupied_ = 0;
  sinkings_ = 0;
  last_sinking_us_ = 0;
  blocks_ = blank_ = blocks;
  pinned_ = 0;
}

// ------------------------------------------------------------------------------------------ order

int FreeList::level_of(const Extent& extent) const {
  if (extent.expired) return kExpired;
  return std::max(0, extent.level - sinkings_);
}

ExtentId FreeList::victim() const {
  const ExtentId expired = list(kExpired).oldest;
  if (!expired.valid()) return occupied_ == 0 ? ExtentId() : oldest(std::countr_zero(occupied_));
  const ExtentId lowest = oldest(0);
  const bool lowest_first =
      lowest.valid() && arena_[lowest].released_us < arena_[expired].released_us;
  return lowest_first ? lowest : expired;
}

ExtentId FreeList::first_from(int level) const {
  if (level == kExpired) {
    if (list(kExpired).oldest.valid()) return list(kExpired).oldest;
    level = 0;
  }
  while (level < kExpired && !oldest(level).valid()) ++level;
  return level < kExpired ? oldest(level) : ExtentId();
}

ExtentId FreeList::next(ExtentId id) const {
  const Extent& extent = arena_[id];
  if (extent.newer.valid()) return extent.newer;
  const int level = level_of(extent);
  return level == kPinnedLevel ? ExtentId() : first_from(level == kExpired ? 0 : level + 1);
}

// ------------------------------------------------------------------------------------------ blocks

void FreeList::note_occupied(int level) {
  const unsigned bit = 1U << static_cast<unsigned>(level);
  occupied_ = list(level).oldest.valid() ? occupied_ | bit : occupied_ & ~bit;
}

void FreeList::link(ExtentId id, int level, ExtentId older, ExtentId newer) {
  Extent& extent = arena_[id];
  List& into = list(level);
  extent.older = older;
  extent.newer = newer;
  (older.valid() ? arena_[older].newer : into.oldest) = id;
  (newer.valid() ? arena_[newer].older : into.newest) = id;
  extent.free = true;
  extent.expired = level == kExpired;
  extent.level = level + sinkings_;
  note_occupied(level);
  if (level == kPinnedLevel) pinned_ += extent.blocks();
}

void FreeList::unlink(Extent& extent) {
  const int level = level_of(extent);
  List& from = list(level);
  (extent.older.valid() ? arena_[extent.older].newer : from.oldest) = extent.newer;
  (extent.newer.valid() ? arena_[extent.newer].older : from.newest) = extent.older;
  extent.free = extent.expired = false;
  note_occupied(level);
  if (level == kPinnedLevel) pinned_ -= extent.blocks();
}

void FreeList::push_newest(ExtentId id, int level) {
  SERVESWEEP_EXPECT(!arena_[id].free && level >= 0 && level < kEvictionLevels);
  link(id, level, newest(level), ExtentId());
  blocks_ += arena_[id].blocks();
}

void FreeList::push_oldest(ExtentId id, int level) {
  SERVESWEEP_EXPECT(!arena_[id].free && level >= 0 && level < kEvictionLevels);
  link(id, level, ExtentId(), oldest(level));
  blocks_ += arena_[id].blocks();
}

void FreeList::insert_before(ExtentId id, ExtentId successor) {
  SERVESWEEP_EXPECT(!arena_[id].free && arena_[successor].free);
  link(id, level_of(arena_[successor]), arena_[successor].older, successor);
  blocks_ += arena_[id].blocks();
}

void FreeList::push_by_time(ExtentId id, int level) {
  SERVESWEEP_EXPECT(!arena_[id].free && level >= 0 && level < kEvictionLevels);
  ExtentId older = newest(level), newer;
  while (older.valid() && arena_[older].released_us < arena_[id].released_us) {
    newer = older;
    older = arena_[older].older;
  }
  link(id, level, older, newer);
  blocks_ += arena_[id].blocks();
}

void FreeList::renew(ExtentId id, TimeUs now_us) {
  Extent& extent = arena_[id];
  SERVESWEEP_EXPECT(extent.free);
  const int level = level_of(extent);
  if (level == kPinnedLevel && ageing_.expires_after_us != kForever) return;
  unlink(extent);
  extent.released_us = now_us;
  const int into = level == kExpired ? 0 : level;
  link(id, into, newest(into), ExtentId());
}

void FreeList::remove(ExtentId id) {
  Extent& extent = arena_[id];
  SERVESWEEP_EXPECT(extent.free);
  unlink(extent);
  blocks_ -= extent.blocks();
}

// ------------------------------------------------------------------------------------------ ageing

void FreeList::sink_until(TimeUs now_us) {
  const std::int64_t periods = (now_us - last_sinking_us_) / ageing_.sinks_every_us;
  // After as many sinkings as there are levels, everything is at the bottom.
  for (std::int64_t i = std::min<std::int64_t>(periods, kEvictionLevels); i > 0; --i) sink();
  last_sinking_us_ += periods * ageing_.sinks_every_us;
}

void FreeList::expire(TimeUs now_us) {
  for (ExtentId id = oldest(kPinnedLevel);
       id.valid() && now_us - arena_[id].released_us >= ageing_.expires_after_us;
       id = oldest(kPinnedLevel)) {
    unlink(arena_[id]);
    link(id, kExpired, newest(kExpired), ExtentId());
  }
}

/// Level 1 joins the end of level 0, and so on.
void FreeList::sink() {
  List& bottom = list(0);
  const List joining = list(1);
  if (joining.oldest.valid()) {
    (bottom.newest.valid() ? arena_[bottom.newest].newer : bottom.oldest) = joining.oldest;
    arena_[joining.oldest].older = bottom.newest;
    bottom.newest = joining.newest;
  }
  for (int level = 1; level < kPinnedLevel; ++level) list(level) = list(level + 1);
  list(kPinnedLevel) = {};
  for (int level = 0; level < kEvictionLevels; ++level) note_occupied(level);
  ++sinkings_;
  pinned_ = 0;
}

}  // namespace servesweep::engine
