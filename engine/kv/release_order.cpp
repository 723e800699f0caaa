#include "engine/kv/release_order.h"

namespace servesweep::engine {

void ReleaseOrder::reset(std::int32_t gpu_blocks, const ProfileSwitches& switches,
                         const EvictionPolicy& eviction, bool moves_content) {
  eviction_ = &eviction;
  foreseen_ = nullptr;
  gpu_blocks_ = gpu_blocks;
  unhashed_first_ = switches.unhashed_blocks_first;
  by_position_ = eviction.depends_on_position();
  newest_first_ = eviction.newest_first();
  expires_ = eviction.expires_after_us() != kForever;
  one_level_ = eviction.one_level();
  private_alike_ = one_level_ && !moves_content;
}

ReleasedBlocks ReleaseOrder::facts_of(const Extent& released) const {
  return {.blocks = released.blocks(),
          .reusable = released.reusable,
          .shared = released.chain.valid(),
          .first_block = released.first,
          .reuses = released.reuses,
          .tier = user_.tier,
          .session = user_.session,
          .now_us = extents_.now_us(),
          .prefix_blocks = prefix_blocks_,
          .pinned_blocks = free_.pinned(),
          .gpu_blocks = gpu_blocks_,
          .next_use_us = next_use_us(released)};
}

/// As a bound knows it: what was preempted comes back at once, private content never otherwise.
TimeUs ReleaseOrder::next_use_us(const Extent& released) const {
  if (foreseen_ == nullptr) return kNever;
  if (!released.reusable) return kForever;
  if (comes_back_) return extents_.now_us();
  return released.chain.valid() ? foreseen_->next_use_us(released.chain) : kForever;
}

/// The first block of the run from which on the policy gives all the level of the last one.
std::int32_t ReleaseOrder::band_start(ReleasedBlocks facts) const {
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

void ReleaseOrder::place(ExtentId id) {
  if (one_level_) return place_in(0, id);
  for (std::int32_t start = by_position_ ? band_start(facts_of(extents_[id])) : extents_[id].first;
       start > extents_[id].first; start = band_start(facts_of(extents_[id]))) {
    const ExtentId upper = extents_.split(id, start);
    place_in(eviction_->level(facts_of(extents_[upper])), upper);
  }
  place_in(eviction_->level(facts_of(extents_[id])), id);
}

void ReleaseOrder::place_in(int level, ExtentId id) {
  if (foreseen_ != nullptr) {
    extents_[id].released_us = next_use_us(extents_[id]);
    return free_.push_by_time(id, level);
  }
  extents_[id].released_us = extents_.now_us();
  if (newest_first_) {
    free_.push_oldest(id, level);
  } else {
    free_.push_newest(id, level);
  }
}

void ReleaseOrder::add_evictable(std::int32_t blocks, std::int32_t first_block, bool reusable) {
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
void ReleaseOrder::add_private_in(int level, std::int32_t blocks, bool reusable) {
  const ExtentId neighbour = newest_first_ ? free_.oldest(level) : free_.newest(level);
  if (neighbour.valid()) {
    Extent& like = extents_[neighbour];
    const bool same_age = !expires_ || like.released_us == extents_.now_us();
    const bool same_kind = private_alike_ || like.reusable == reusable;
    if (!like.chain.valid() && same_kind && like.reservation == 0 && same_age) {
      like.end += blocks;
      free_.resized(neighbour, -blocks);
      return;
    }
  }
  place_in(level, extents_.create({.first = 0, .end = blocks, .reusable = reusable}));
}

ExtentId ReleaseOrder::reserve(std::int32_t blocks, std::int32_t first_block, std::int32_t ticket) {
  const ExtentId id = extents_.create(
      {.first = first_block, .end = first_block + blocks, .reservation = ticket, .reusable = true});
  place_in(one_level_ ? 0 : eviction_->level(facts_of(extents_[id])), id);
  return id;
}

}  // namespace servesweep::engine
