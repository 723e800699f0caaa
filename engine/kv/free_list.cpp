#include "engine/kv/free_list.h"

namespace servesweep::engine {

void FreeList::reset(std::int32_t blocks) {
  blocks_ = never_used_ = blocks;
  oldest_ = newest_ = ExtentId();
}

void FreeList::take_never_used(std::int32_t count) {
  SERVESWEEP_EXPECT(count <= never_used_);
  never_used_ -= count;
  blocks_ -= count;
}

void FreeList::link(ExtentId id, ExtentId older, ExtentId newer) {
  Extent& extent = arena_[id];
  SERVESWEEP_EXPECT(!extent.free);
  extent.free = true;
  extent.older = older;
  extent.newer = newer;
  (older.valid() ? arena_[older].newer : oldest_) = id;
  (newer.valid() ? arena_[newer].older : newest_) = id;
  blocks_ += extent.blocks();
}

void FreeList::push_newest(ExtentId id) {
  link(id, newest_, ExtentId());
}

void FreeList::push_oldest(ExtentId id) {
  link(id, ExtentId(), oldest_);
}

void FreeList::insert_before(ExtentId id, ExtentId successor) {
  link(id, arena_[successor].older, successor);
}

void FreeList::remove(ExtentId id) {
  Extent& extent = arena_[id];
  SERVESWEEP_EXPECT(extent.free);
  (extent.older.valid() ? arena_[extent.older].newer : oldest_) = extent.newer;
  (extent.newer.valid() ? arena_[extent.newer].older : newest_) = extent.older;
  extent.free = false;
  blocks_ -= extent.blocks();
}

}  // namespace servesweep::engine
