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
  extents_.clear();
  free_extents_.clear();
  lists_.assign(instances, RecencyList{});
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
  if (private_blocks > 0) touch_private(private_blocks, instance);
  if (lists_[instance.index()].blocks > capacity_blocks_) evict(instance);
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
      unlink(extent, instance);
      append_newest(extent, instance);
      return;
    }
    forget_range(place, first, end, instance);
  }
  const std::int32_t extent = create({.chain = chain, .first = first, .end = end});
  append_newest(extent, instance);
  insert_into_chain(place, extent);
  update_leading(place, chain);
}

void PrefixIndex::touch_private(std::int32_t blocks, InstanceId instance) {
  RecencyList& list = lists_[instance.index()];
  if (list.newest != kNone && !extents_[at(list.newest)].chain.valid()) {
    extents_[at(list.newest)].end += blocks;
    list.blocks += blocks;
    return;
  }
  append_newest(create({.chain = ChainId(), .first = 0, .end = blocks}), instance);
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
    unlink(extent, instance);
  } else {
    extent = create({.chain = partial.chain,
                     .first = partial.block,
                     .end = partial.block + 1,
                     .next_in_chain = partial_heads_[place],
                     .partial_tokens = partial.tokens});
    partial_heads_[place] = extent;
  }
  append_newest(extent, instance);
  return 0;
}

void PrefixIndex::forget_range(std::size_t place, std::int32_t first, std::int32_t end,
                               InstanceId instance) {
  std::int32_t* link = &heads_[place];
  while (*link != kNone) {
    const std::int32_t id = *link;
    Extent extent = extents_[at(id)];
    if (extent.end <= first || extent.first >= end) {
      link = &extents_[at(id)].next_in_chain;
      continue;
    }
    RecencyList& list = lists_[instance.index()];
    list.blocks -= std::min(extent.end, end) - std::max(extent.first, first);
    if (extent.first < first &&
        extent.end > end) {  // a hole: the upper part becomes its own extent
      const std::int32_t upper = create({.chain = extent.chain,
                                         .first = end,
                                         .end = extent.end,
                                         .older = id,
                                         .newer = extent.newer,
                                         .next_in_chain = extent.next_in_chain});
      (extent.newer == kNone ? list.newest : extents_[at(extent.newer)].older) = upper;
      extents_[at(id)].newer = upper;
      extents_[at(id)].next_in_chain = upper;
      extents_[at(id)].end = first;
      return;
    }
    if (extent.first < first) {
      extents_[at(id)].end = first;
      link = &extents_[at(id)].next_in_chain;
    } else if (extent.end > end) {
      extents_[at(id)].first = end;
      link = &extents_[at(id)].next_in_chain;
    } else {
      *link = extent.next_in_chain;
      extents_[at(id)].first = extents_[at(id)].end;  // its blocks are already subtracted
      unlink(id, instance);
      free_extents_.push_back(id);
    }
  }
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
  RecencyList& list = lists_[instance.index()];
  while (list.blocks > capacity_blocks_) {
    const std::int32_t id = list.oldest;
    Extent& extent = extents_[at(id)];
    const std::int32_t count = std::min(list.blocks - capacity_blocks_, extent.end - extent.first);
    extent.first += count;  // the first blocks were touched first
    list.blocks -= count;
    const bool empty = extent.first == extent.end;
    if (extent.chain.valid()) {
      const std::size_t place = place_of(extent.chain, instance);
      if (empty) {
        std::int32_t* link = &head_of(extent, place);
        while (*link != id) link = &extents_[at(*link)].next_in_chain;
        *link = extent.next_in_chain;
      }
      if (extent.partial_tokens == 0) update_leading(place, extent.chain);
    }
    if (empty) {
      unlink(id, instance);
      free_extents_.push_back(id);
    }
  }
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
  RecencyList& list = lists_[instance.index()];
  Extent& added = extents_[at(extent)];
  added.older = list.newest;
  added.newer = kNone;
  (list.newest == kNone ? list.oldest : extents_[at(list.newest)].newer) = extent;
  list.newest = extent;
  list.blocks += added.end - added.first;
}

inline void PrefixIndex::unlink(std::int32_t extent, InstanceId instance) {
  RecencyList& list = lists_[instance.index()];
  const Extent& gone = extents_[at(extent)];
  (gone.older == kNone ? list.oldest : extents_[at(gone.older)].newer) = gone.newer;
  (gone.newer == kNone ? list.newest : extents_[at(gone.newer)].older) = gone.older;
  list.blocks -= gone.end - gone.first;
}

}  // namespace servesweep::engine
