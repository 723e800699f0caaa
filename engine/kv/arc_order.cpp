#include "engine/kv/arc_order.h"

#include <algorithm>

namespace servesweep::engine {

PolicyInfo ArcOrder::info() {
  return {.name = "arc",
          .what = "adapts between the least recently used of what was seen once and seen again",
          .formula =
              "victim: from T1 (seen once) if |T1| ≥ ⌊p⌋, else from T2 (seen again); asked "
              "for after eviction from T1: p += max(1, |B2|/|B1|), from T2: p −= max(1, "
              "|B1|/|B2|); B1, B2: keys evicted from T1, T2",
          .source = "Megiddo and Modha, FAST 2003; vLLM's CPU offloading",
          .parameters = {}};
}

void ArcOrder::reset(ExtentArena& arena, std::int32_t capacity_blocks) {
  arena_ = &arena;
  for (ExtentQueue& list : lists_) list.reset(arena);
  idle_.fill(0);
  ghosts_.reset(capacity_blocks);
  target_blocks_ = 0;
  capacity_blocks_ = capacity_blocks;
}

// ------------------------------------------------------------------------------------ what happens

void ArcOrder::expected(ExtentId id) {
  const Extent& extent = (*arena_)[id];
  (*arena_)[id].level = kOnce;
  lists_[kOnce].push_newest(id);
  ghosts_.forget({.chain = extent.chain, .first = extent.first, .end = extent.end});
}

void ArcOrder::arrived(ExtentId id) {
  idle_[list_of(id)] += (*arena_)[id].blocks();
}

void ArcOrder::touched(const BlockRange& range, std::span<const ExtentId> pieces) {
  for (auto id = pieces.rbegin(); id != pieces.rend(); ++id) touch(*id);
  ghosts_.touch(range, [this](std::size_t ghost, std::int32_t blocks) { learn(ghost, blocks); });
}

void ArcOrder::touch(ExtentId id) {
  const std::size_t from = list_of(id);
  const std::size_t to = (*arena_)[id].reusable ? kAgain : kOnce;
  lists_[from].remove(id);
  lists_[to].push_newest(id);
  (*arena_)[id].level = static_cast<std::int32_t>(to);
  if ((*arena_)[id].references > 0) return;
  idle_[from] -= (*arena_)[id].blocks();
  idle_[to] += (*arena_)[id].blocks();
}

/// Block by block, since the sum is rounded each time.
void ArcOrder::learn(std::size_t ghost, std::int32_t blocks) {
  const double mine = ghosts_.blocks(ghost), other = ghosts_.blocks(1 - ghost);
  const double step = (ghost == kOnce ? 1 : -1) * std::max(1.0, other / mine);
  const double end = ghost == kOnce ? capacity_blocks_ : 0;
  for (; blocks > 0 && target_blocks_ != end; --blocks) {
    target_blocks_ = std::clamp(target_blocks_ + step, 0.0, capacity_blocks_);
  }
}

void ArcOrder::pinned(ExtentId id) {
  idle_[list_of(id)] -= (*arena_)[id].blocks();
}

void ArcOrder::unpinned(ExtentId id) {
  idle_[list_of(id)] += (*arena_)[id].blocks();
}

void ArcOrder::divided(ExtentId lower, ExtentId upper) {
  lists_[list_of(lower)].divided(lower, upper);
}

// ---------------------------------------------------------------------------------------- eviction

bool ArcOrder::choose(std::int32_t blocks, std::vector<Victim>& victims) const {
  // While T1 shrinks it falls below the target once, and stays there.
  const std::int32_t surplus = lists_[kOnce].blocks() - static_cast<std::int32_t>(target_blocks_);
  const std::int32_t once = std::min({blocks, idle_[kOnce], std::max(0, surplus + 1)});
  if (blocks - once > idle_[kAgain]) return false;
  choose_from(kOnce, once, victims);
  choose_from(kAgain, blocks - once, victims);
  return true;
}

void ArcOrder::choose_from(std::size_t list, std::int32_t blocks,
                           std::vector<Victim>& victims) const {
  for (ExtentId id = lists_[list].oldest(); blocks > 0; id = (*arena_)[id].newer) {
    if ((*arena_)[id].references > 0) continue;
    const std::int32_t taken = std::min(blocks, (*arena_)[id].blocks());
    victims.push_back({.extent = id, .blocks = taken});
    blocks -= taken;
  }
}

void ArcOrder::evicted(ExtentId id, std::int32_t blocks) {
  const Extent& extent = (*arena_)[id];
  const std::size_t list = list_of(id);
  ghosts_.add(list, {.chain = extent.chain, .first = extent.end - blocks, .end = extent.end});
  idle_[list] -= blocks;
  if (blocks == extent.blocks()) {
    lists_[list].remove(id);
  } else {
    lists_[list].resized(blocks);
  }
}

}  // namespace servesweep::engine
