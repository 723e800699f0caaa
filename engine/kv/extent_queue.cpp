#include "engine/kv/extent_queue.h"

namespace servesweep::engine {

void ExtentQueue::reset(ExtentArena& arena) {
  arena_ = &arena;
  oldest_ = newest_ = ExtentId();
  blocks_ = 0;
}

void ExtentQueue::link(ExtentId id, ExtentId older, ExtentId newer) {
  Extent& extent = (*arena_)[id];
  extent.older = older;
  extent.newer = newer;
  (older.valid() ? (*arena_)[older].newer : oldest_) = id;
  (newer.valid() ? (*arena_)[newer].older : newest_) = id;
}

void ExtentQueue::push_newest(ExtentId id) {
  link(id, newest_, ExtentId());
  blocks_ += (*arena_)[id].blocks();
}

void ExtentQueue::remove(ExtentId id) {
  unlink(id);
  blocks_ -= (*arena_)[id].blocks();
}

void ExtentQueue::unlink(ExtentId id) {
  const Extent& extent = (*arena_)[id];
  (extent.older.valid() ? (*arena_)[extent.older].newer : oldest_) = extent.newer;
  (extent.newer.valid() ? (*arena_)[extent.newer].older : newest_) = extent.older;
}

bool ExtentQueue::join(ExtentId lower, ExtentId upper) {
  if ((*arena_)[lower].older != upper) return false;
  unlink(upper);
  return true;
}

void ExtentQueue::divided(ExtentId lower, ExtentId upper) {
  link(upper, (*arena_)[lower].older, lower);
}

}  // namespace servesweep::engine
