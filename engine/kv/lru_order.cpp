#include "engine/kv/lru_order.h"

#include <algorithm>

namespace servesweep::engine {

PolicyInfo LruOrder::info() {
  return {
      .name = "lru",
      .what = "the least recently used copy first",
      .formula = "one queue of idle copies; to its end: on arrival, after a load, when asked for",
      .source = "vLLM's CPU offloading (default)",
      .parameters = {}};
}

void LruOrder::reset(ExtentArena& arena, std::int32_t) {
  arena_ = &arena;
  idle_.reset(arena);
}

void LruOrder::renew(std::span<const ExtentId> pieces) {
  for (auto id = pieces.rbegin(); id != pieces.rend(); ++id) {
    if ((*arena_)[*id].references == 0) idle_.renew(*id);
  }
}

void LruOrder::divided(ExtentId lower, ExtentId upper) {
  if ((*arena_)[lower].references == 0) idle_.divided(lower, upper);
}

bool LruOrder::choose(std::int32_t blocks, std::vector<Victim>& victims) const {
  if (blocks > idle_.blocks()) return false;
  for (ExtentId id = idle_.oldest(); blocks > 0; id = (*arena_)[id].newer) {
    const std::int32_t taken = std::min(blocks, (*arena_)[id].blocks());
    victims.push_back({.extent = id, .blocks = taken});
    blocks -= taken;
  }
  return true;
}

void LruOrder::evicted(ExtentId id, std::int32_t blocks) {
  if (blocks == (*arena_)[id].blocks()) {
    idle_.remove(id);
  } else {
    idle_.resized(blocks);
  }
}

}  // namespace servesweep::engine
