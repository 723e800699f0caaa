#include "engine/policy/routing/partial_blocks.h"

#include <algorithm>

namespace servesweep::engine {

PartialBlock PartialBlock::of(std::span<const Segment> content, std::int32_t tokens,
                              std::int32_t block_tokens) {
  const auto owner = std::ranges::find_if(
      content, [=](const Segment& segment) { return segment.end_token >= tokens; });
  return {.chain = owner == content.end() ? ChainId() : owner->chain,
          .block = tokens / block_tokens,
          .tokens = tokens % block_tokens};
}

void PartialBlocks::reset(std::size_t instances) {
  instances_ = instances;
  heads_.clear();
}

void PartialBlocks::touch(ChainRow row, const PartialBlock& partial, InstanceId instance,
                          RecencyCircles& circles) {
  const std::size_t place = cell(row, instance);
  if (place >= heads_.size()) heads_.resize(place + 1);
  if (const HeldExtentId known = find(place, partial, circles); known.valid()) {
    circles.renew(known, instance);
    return;
  }
  heads_[place] = circles.add_newest({.row = row,
                                      .first = partial.block,
                                      .end = partial.block + 1,
                                      .partial_tokens = partial.tokens,
                                      .next_in_chain = heads_[place]},
                                     instance);
}

void PartialBlocks::extend_matches(ChainRow row, const PartialBlock& partial,
                                   const RecencyCircles& circles,
                                   std::span<std::int32_t> matched) const {
  for (std::size_t i = 0; i < instances_; ++i) {
    const std::size_t place = row.index() * instances_ + i;
    if (matched[i] == partial.block && find(place, partial, circles).valid()) ++matched[i];
  }
}

void PartialBlocks::evict(HeldExtentId id, InstanceId instance, RecencyCircles& circles) {
  circles.remove(circles.link_to(id, heads_[cell(circles[id].row, instance)]), instance);
}

HeldExtentId PartialBlocks::find(std::size_t place, const PartialBlock& partial,
                                 const RecencyCircles& circles) const {
  HeldExtentId id = place < heads_.size() ? heads_[place] : HeldExtentId();
  while (id.valid() &&
         (circles[id].first != partial.block || circles[id].partial_tokens != partial.tokens)) {
    id = circles[id].next_in_chain;
  }
  return id;
}

}  // namespace servesweep::engine
