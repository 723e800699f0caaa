#include "engine/policy/routing/prefix_index.h"

#include <algorithm>

#include "engine/base/contract.h"
#include "engine/workload/content_blocks.h"

namespace servesweep::engine {
namespace {

std::size_t at(std::int32_t index) {
  return static_cast<std::size_t>(index);
}

/// Matches go on from `first`, if they reach it, to where the blocks of a chain end, at most to
/// `end`. The prompt's first chain begins them all.
void extend_matches(std::span<std::int32_t> matched, std::span<const std::int32_t> leading_ends,
                    std::int32_t first, std::int32_t end) {
  const auto upper = [=](std::int32_t leading_end) {
    return std::min(std::max(leading_end, first), end);
  };
  if (first == 0) {
    std::ranges::transform(leading_ends, matched.begin(), upper);
    return;
  }
  for (std::size_t i = 0; i < matched.size(); ++i) {
    matched[i] = matched[i] == first ? upper(leading_ends[i]) : matched[i];
  }
}

}  // namespace

void PrefixIndex::reset(std::size_t instances, std::int32_t capacity_blocks,
                        std::int32_t block_tokens, bool partial_blocks) {
  SERVESWEEP_EXPECT(capacity_blocks >= 1 && block_tokens >= 1);
  instances_ = instances;
  capacity_blocks_ = capacity_blocks;
  block_tokens_ = block_tokens;
  partial_blocks_ = partial_blocks;
  extents_.assign(instances, Extent{});
  for (std::size_t i = 0; i < instances; ++i) {
    extents_[i].older = extents_[i].newer = static_cast<std::int32_t>(i);
  }
  free_extents_.clear();
  blocks_.assign(instances, 0);
  row_.clear();
  first_block_.clear();
  heads_.clear();
  partial_heads_.clear();
  leading_ends_.clear();
}

void PrefixIndex::count_matches(std::span<const Segment> content, std::int32_t input_tokens,
                                std::span<std::int32_t> matched) const {
  bool begun = false;
  visit_shared_blocks(content, input_tokens, block_tokens_,
                      [&](ChainId chain, std::int32_t first, std::int32_t end) {
                        const std::int32_t row = known_row(chain);
                        if (row == kNone) return false;
                        const std::int32_t* ends = &leading_ends_[at(row) * instances_];
                        extend_matches(matched, std::span(ends, instances_), first, end);
                        return begun = true;
                      });
  if (!begun) std::ranges::fill(matched, 0);
  if (partial_blocks_) [[unlikely]] {
    count_partial(partial_block(content, input_tokens), matched);
  }
}

void PrefixIndex::touch(std::span<const Segment> content, std::int32_t input_tokens,
                        InstanceId instance) {
  const std::int32_t shared =
      visit_shared_blocks(content, input_tokens, block_tokens_,
                          [&](ChainId chain, std::int32_t first, std::int32_t end) {
                            touch_shared(chain, first, end, instance);
                            return true;
                          });
  std::int32_t private_blocks = input_tokens / block_tokens_ - shared;
  if (partial_blocks_) [[unlikely]] {
    private_blocks += touch_partial(partial_block(content, input_tokens), instance);
  }
  extents_[at(extents_[at(anchor(instance))].older)].private_blocks += private_blocks;
  blocks_[instance.index()] += private_blocks;
  if (blocks_[instance.index()] > capacity_blocks_) evict(instance);
}

void PrefixIndex::touch_shared(ChainId chain, std::int32_t first, std::int32_t end,
                               InstanceId instance) {
  std::int32_t row = known_row(chain);
  if (row == kNone) row = add_row(chain, first);
  const std::size_t place = at(row) * instances_ + instance.index();
  if (heads_[place] != kNone) {
    const Extent& head = extents_[at(heads_[place])];
    if (head.first == first && head.end == end) {  // the usual case: the same prefix again
      const std::int32_t extent = heads_[place];
      unlink(extent);
      append_newest(extent, instance);
      return;
    }
  }
  replace(place, chain, first, end, instance);
}

void PrefixIndex::replace(std::size_t place, ChainId chain, std::int32_t first, std::int32_t end,
                          InstanceId instance) {
  if (heads_[place] != kNone) forget_range(place, first, end, instance);
  const std::int32_t extent = create({.chain = chain, .first = first, .end = end});
  add_newest(extent, instance);
  insert_into_chain(place, extent);
  update_leading(place, chain);
}

PrefixIndex::PartialBlock PrefixIndex::partial_block(std::span<const Segment> content,
                                                     std::int32_t input_tokens) const {
  const std::int32_t tokens = input_tokens % block_tokens_;
  const auto owner = std::ranges::find_if(
      content, [=](const Segment& segment) { return segment.end_token >= input_tokens; });
  return {.chain = owner == content.end() ? ChainId() : owner->chain,
          .block = input_tokens / block_tokens_,
          .tokens = tokens};
}

std::int32_t PrefixIndex::find_partial(std::size_t place, const PartialBlock& partial) const {
  std::int32_t id = partial_heads_[place];
  while (id != kNone && (extents_[at(id)].first != partial.block ||
                         extents_[at(id)].partial_tokens != partial.tokens)) {
    id = extents_[at(id)].next_in_chain;
  }
  return id;
}

void PrefixIndex::count_partial(const PartialBlock& partial,
                                std::span<std::int32_t> matched) const {
  if (!partial.is_shared()) return;
  const std::int32_t row = known_row(partial.chain);
  if (row == kNone) return;
  for (std::size_t i = 0; i < instances_; ++i) {
    const bool held =
        matched[i] == partial.block && find_partial(at(row) * instances_ + i, partial) != kNone;
    if (held) ++matched[i];
  }
}

std::int32_t PrefixIndex::touch_partial(const PartialBlock& partial, InstanceId instance) {
  if (!partial.is_shared()) return partial.tokens > 0 ? 1 : 0;
  // A chain without a full block in this prompt begins with this one.
  if (known_row(partial.chain) == kNone) static_cast<void>(add_row(partial.chain, partial.block));
  const std::size_t place = place_of(partial.chain, instance);
  std::int32_t extent = find_partial(place, partial);
  if (extent != kNone) {
    unlink(extent);
    append_newest(extent, instance);
    return 0;
  }
  extent = create({.chain = partial.chain,
                   .first = partial.block,
                   .end = partial.block + 1,
                   .next_in_chain = partial_heads_[place],
                   .partial_tokens = partial.tokens});
  partial_heads_[place] = extent;
  add_newest(extent, instance);
  return 0;
}

void PrefixIndex::forget_range(std::size_t place, std::int32_t first, std::int32_t end,
                               InstanceId instance) {
  std::int32_t* link = &heads_[place];
  while (*link != kNone) {
    const std::int32_t id = *link;
    const Extent extent = extents_[at(id)];
    if (extent.end <= first || extent.first >= end) {
      link = &extents_[at(id)].next_in_chain;
    } else if (extent.first < first && extent.end > end) {
      punch_hole(id, first, end, instance);
      return;
    } else if (extent.first < first || extent.end > end) {
      Extent& kept = extents_[at(id)];
      if (extent.first < first) {
        kept.end = first;
      } else {
        kept.first = end;
      }
      blocks_[instance.index()] -= extent.end - extent.first - (kept.end - kept.first);
      link = &kept.next_in_chain;
    } else {
      *link = extent.next_in_chain;
      remove(id, instance);
    }
  }
}

/// The upper part becomes an extent of its own, and private blocks stay behind both.
void PrefixIndex::punch_hole(std::int32_t id, std::int32_t first, std::int32_t end,
                             InstanceId instance) {
  const Extent whole = extents_[at(id)];
  Extent above = whole;
  above.first = end;
  above.older = id;
  const std::int32_t upper = create(above);
  extents_[at(whole.newer)].older = upper;
  Extent& lower = extents_[at(id)];
  lower.end = first;
  lower.newer = lower.next_in_chain = upper;
  lower.private_blocks = 0;
  blocks_[instance.index()] -= end - first;
}

void PrefixIndex::insert_into_chain(std::size_t place, std::int32_t extent) {
  std::int32_t* link = &heads_[place];
  while (*link != kNone && extents_[at(*link)].first < extents_[at(extent)].first) {
    link = &extents_[at(*link)].next_in_chain;
  }
  extents_[at(extent)].next_in_chain = *link;
  *link = extent;
}

void PrefixIndex::update_leading(std::size_t place, ChainId chain) {
  std::int32_t end = first_block_[at(row_[chain.index()])];
  for (std::int32_t id = heads_[place]; id != kNone && extents_[at(id)].first == end;
       id = extents_[at(id)].next_in_chain) {
    end = extents_[at(id)].end;
  }
  leading_ends_[place] = end;
}

void PrefixIndex::evict(InstanceId instance) {
  std::int32_t& blocks = blocks_[instance.index()];
  for (;;) {
    std::int32_t& oldest_private = extents_[at(anchor(instance))].private_blocks;
    const std::int32_t count = std::min(blocks - capacity_blocks_, oldest_private);
    oldest_private -= count;
    blocks -= count;
    if (blocks == capacity_blocks_) return;
    evict_oldest(instance);
  }
}

/// As much of the oldest extent as is too much.
void PrefixIndex::evict_oldest(InstanceId instance) {
  const std::int32_t id = extents_[at(anchor(instance))].newer;
  Extent& extent = extents_[at(id)];
  std::int32_t& blocks = blocks_[instance.index()];
  const std::int32_t count = std::min(blocks - capacity_blocks_, extent.end - extent.first);
  extent.first += count;  // the first blocks were touched first
  blocks -= count;
  const bool empty = extent.first == extent.end;
  const std::size_t place = place_of(extent.chain, instance);
  if (empty) {
    std::int32_t* link = &head_of(extent, place);
    while (*link != id) link = &extents_[at(*link)].next_in_chain;
    *link = extent.next_in_chain;
  }
  if (extent.partial_tokens == 0) update_leading(place, extent.chain);
  if (empty) remove(id, instance);
}

std::int32_t& PrefixIndex::head_of(const Extent& extent, std::size_t place) {
  return extent.partial_tokens == 0 ? heads_[place] : partial_heads_[place];
}

std::int32_t PrefixIndex::add_row(ChainId chain, std::int32_t first_block) {
  if (chain.index() >= row_.size()) row_.resize(chain.index() + 1, kNone);
  const auto row = static_cast<std::int32_t>(first_block_.size());
  row_[chain.index()] = row;
  first_block_.push_back(first_block);
  heads_.resize(heads_.size() + instances_, kNone);
  if (partial_blocks_) partial_heads_.resize(heads_.size(), kNone);
  leading_ends_.resize(leading_ends_.size() + instances_, 0);
  return row;
}

std::size_t PrefixIndex::place_of(ChainId chain, InstanceId instance) const {
  return at(row_[chain.index()]) * instances_ + instance.index();
}

std::int32_t PrefixIndex::create(const Extent& extent) {
  if (free_extents_.empty()) {
    extents_.push_back(extent);
    return static_cast<std::int32_t>(extents_.size() - 1);
  }
  const std::int32_t id = free_extents_.back();
  free_extents_.pop_back();
  extents_[at(id)] = extent;
  return id;
}

inline void PrefixIndex::append_newest(std::int32_t extent, InstanceId instance) {
  Extent& end = extents_[at(anchor(instance))];
  Extent& added = extents_[at(extent)];
  added.older = end.older;
  added.newer = anchor(instance);
  added.private_blocks = 0;
  extents_[at(end.older)].newer = extent;
  end.older = extent;
}

inline void PrefixIndex::unlink(std::int32_t extent) {
  const Extent& gone = extents_[at(extent)];
  Extent& older = extents_[at(gone.older)];
  older.newer = gone.newer;
  older.private_blocks += gone.private_blocks;
  extents_[at(gone.newer)].older = gone.older;
}

void PrefixIndex::add_newest(std::int32_t extent, InstanceId instance) {
  append_newest(extent, instance);
  blocks_[instance.index()] += extents_[at(extent)].end - extents_[at(extent)].first;
}

void PrefixIndex::remove(std::int32_t extent, InstanceId instance) {
  blocks_[instance.index()] -= extents_[at(extent)].end - extents_[at(extent)].first;
  unlink(extent);
  free_extents_.push_back(extent);
}

}  // namespace servesweep::engine
