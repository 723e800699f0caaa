#include "engine/kv/prefix_map.h"

#include <algorithm>

namespace servesweep::engine {

void PrefixMap::clear() {
  for (const ChainId chain : touched_) head_[chain.index()] = ExtentId();
  touched_.clear();
  for (const ChainId chain : spared_) spares_[chain.index()] = {};
  spared_.clear();
}

ExtentId PrefixMap::first_ending_after(ChainId chain, std::int32_t block) const {
  if (chain.index() >= head_.size()) return ExtentId();
  ExtentId id = head_[chain.index()];
  while (id.valid() && arena_[id].end <= block) id = arena_[id].next_in_chain;
  return id;
}

ExtentId PrefixMap::find(ChainId chain, std::int32_t block) const {
  const ExtentId id = first_ending_after(chain, block);
  return id.valid() && arena_[id].first <= block ? id : ExtentId();
}

std::int32_t PrefixMap::cached_end(ChainId chain, std::int32_t first, std::int32_t end) const {
  std::int32_t reached = first;
  for (ExtentId id = find(chain, first); id.valid() && arena_[id].first <= reached && reached < end;
       id = arena_[id].next_in_chain) {
    reached = arena_[id].end;
  }
  return std::min(reached, end);
}

std::int32_t PrefixMap::gap_end(ChainId chain, std::int32_t first, std::int32_t end) const {
  const ExtentId next = first_ending_after(chain, first);
  return next.valid() ? std::clamp(arena_[next].first, first, end) : end;
}

void PrefixMap::insert(ExtentId id) {
  Extent& extent = arena_[id];
  SERVESWEEP_EXPECT(extent.chain.valid() && !extent.mapped);
  if (extent.chain.index() >= head_.size()) head_.resize(extent.chain.index() + 1);
  ExtentId* link = &head_[extent.chain.index()];
  if (!link->valid()) touched_.push_back(extent.chain);
  while (link->valid() && arena_[*link].first < extent.first) link = &arena_[*link].next_in_chain;
  SERVESWEEP_EXPECT(!link->valid() || arena_[*link].first >= extent.end);
  extent.next_in_chain = *link;
  extent.mapped = true;
  *link = id;
}

void PrefixMap::erase(ExtentId id) {
  Extent& extent = arena_[id];
  SERVESWEEP_EXPECT(extent.mapped);
  ExtentId* link = &head_[extent.chain.index()];
  while (*link != id) link = &arena_[*link].next_in_chain;
  *link = extent.next_in_chain;
  extent.mapped = false;
}

// ---------------------------------------------------------------------------------------- spares

ExtentId PrefixMap::first_spare(ChainId chain) const {
  return chain.index() < spares_.size() ? spares_[chain.index()].first : ExtentId();
}

void PrefixMap::add_spare(ExtentId id) {
  Extent& extent = arena_[id];
  SERVESWEEP_EXPECT(extent.chain.valid() && !extent.mapped && !extent.spare);
  if (extent.chain.index() >= spares_.size()) spares_.resize(extent.chain.index() + 1);
  Spares& spares = spares_of(extent.chain);
  if (!spares.touched) spared_.push_back(extent.chain);
  spares.touched = true;
  extent.previous_spare = spares.last;
  extent.next_in_chain = ExtentId();
  (spares.last.valid() ? arena_[spares.last].next_in_chain : spares.first) = id;
  spares.last = id;
  extent.spare = true;
}

void PrefixMap::add_spare_after(ExtentId id, ExtentId lower) {
  Extent& extent = arena_[id];
  SERVESWEEP_EXPECT(arena_[lower].spare && !extent.spare);
  extent.previous_spare = lower;
  extent.next_in_chain = arena_[lower].next_in_chain;
  (extent.next_in_chain.valid() ? arena_[extent.next_in_chain].previous_spare
                                : spares_of(extent.chain).last) = id;
  arena_[lower].next_in_chain = id;
  extent.spare = true;
}

void PrefixMap::remove_spare(ExtentId id) {
  Extent& extent = arena_[id];
  SERVESWEEP_EXPECT(extent.spare);
  Spares& spares = spares_of(extent.chain);
  (extent.previous_spare.valid() ? arena_[extent.previous_spare].next_in_chain : spares.first) =
      extent.next_in_chain;
  (extent.next_in_chain.valid() ? arena_[extent.next_in_chain].previous_spare : spares.last) =
      extent.previous_spare;
  extent.spare = false;
}

}  // namespace servesweep::engine
