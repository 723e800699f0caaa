#include "engine/kv/prefix_map.h"

#include <algorithm>

namespace servesweep::engine {

void PrefixMap::clear() {
  for (const ChainId chain : touched_) head_[chain.index()] = ExtentId();
  touched_.clear();
}

ExtentId PrefixMap::first_ending_after(ChainId chain, std::int32_t block) const {
  if (chain.index() >= head_.size()) return ExtentId();
  ExtentId id = head_[chain.index()];
  while (id.valid() && arena_[id].end <= block) id = arena_[id].next_mapped;
  return id;
}

ExtentId PrefixMap::find(ChainId chain, std::int32_t block) const {
  const ExtentId id = first_ending_after(chain, block);
  return id.valid() && arena_[id].first <= block ? id : ExtentId();
}

std::int32_t PrefixMap::cached_end(ChainId chain, std::int32_t first, std::int32_t end) const {
  std::int32_t reached = first;
  for (ExtentId id = find(chain, first); id.valid() && arena_[id].first <= reached && reached < end;
       id = arena_[id].next_mapped) {
    reached = arena_[id].end;
  }
  return std::min(reached, end);
}

void PrefixMap::insert(ExtentId id) {
  Extent& extent = arena_[id];
  SERVESWEEP_EXPECT(extent.chain.valid() && !extent.mapped);
  if (extent.chain.index() >= head_.size()) head_.resize(extent.chain.index() + 1);
  ExtentId* link = &head_[extent.chain.index()];
  if (!link->valid()) touched_.push_back(extent.chain);
  while (link->valid() && arena_[*link].first < extent.first) link = &arena_[*link].next_mapped;
  SERVESWEEP_EXPECT(!link->valid() || arena_[*link].first >= extent.end);
  extent.next_mapped = *link;
  extent.mapped = true;
  *link = id;
}

void PrefixMap::erase(ExtentId id) {
  Extent& extent = arena_[id];
  SERVESWEEP_EXPECT(extent.mapped);
  ExtentId* link = &head_[extent.chain.index()];
  while (*link != id) link = &arena_[*link].next_mapped;
  *link = extent.next_mapped;
  extent.mapped = false;
}

}  // namespace servesweep::engine
