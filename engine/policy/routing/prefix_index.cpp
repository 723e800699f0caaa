#include "engine/policy/routing/prefix_index.h"

#include <algorithm>

#include "engine/base/contract.h"
#include "engine/workload/content_blocks.h"

namespace servesweep::engine {
namespace {

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
  capacity_blocks_ = capacity_blocks;
  block_tokens_ = block_tokens;
  keeps_partial_ = partial_blocks;
  rows_.clear();
  circles_.reset(instances);
  full_.reset(instances);
  partial_.reset(instances);
}

void PrefixIndex::count_matches(std::span<const Segment> content, std::int32_t input_tokens,
                                std::span<std::int32_t> matched) const {
  bool begun = false;
  visit_shared_blocks(content, input_tokens, block_tokens_,
                      [&](ChainId chain, std::int32_t first, std::int32_t end) {
                        const ChainRow row = known_row(chain);
                        if (!row.valid()) return false;
                        extend_matches(matched, full_.leading_ends(row), first, end);
                        return begun = true;
                      });
  if (!begun) std::ranges::fill(matched, 0);
  if (keeps_partial_) [[unlikely]] {
    count_partial(PartialBlock::of(content, input_tokens, block_tokens_), matched);
  }
}

void PrefixIndex::touch(std::span<const Segment> content, std::int32_t input_tokens,
                        InstanceId instance) {
  const std::int32_t shared =
      visit_shared_blocks(content, input_tokens, block_tokens_,
                          [&](ChainId chain, std::int32_t first, std::int32_t end) {
                            full_.touch(row_of(chain), first, end, instance, circles_);
                            return true;
                          });
  std::int32_t private_blocks = input_tokens / block_tokens_ - shared;
  if (keeps_partial_) [[unlikely]] {
    private_blocks +=
        touch_partial(PartialBlock::of(content, input_tokens, block_tokens_), instance);
  }
  circles_.add_newest_private(private_blocks, instance);
  if (circles_.blocks(instance) > capacity_blocks_) evict(instance);
}

void PrefixIndex::count_partial(const PartialBlock& partial,
                                std::span<std::int32_t> matched) const {
  if (!partial.is_shared()) return;
  const ChainRow row = known_row(partial.chain);
  if (row.valid()) partial_.extend_matches(row, partial, circles_, matched);
}

std::int32_t PrefixIndex::touch_partial(const PartialBlock& partial, InstanceId instance) {
  if (!partial.is_shared()) return partial.tokens > 0 ? 1 : 0;
  partial_.touch(row_of(partial.chain), partial, instance, circles_);
  return 0;
}

void PrefixIndex::evict(InstanceId instance) {
  for (;;) {
    std::int32_t excess = circles_.blocks(instance) - capacity_blocks_;
    excess -= circles_.remove_oldest_private(excess, instance);
    if (excess == 0) return;
    const HeldExtentId oldest = circles_.oldest(instance);
    if (circles_[oldest].partial_tokens > 0) {
      partial_.evict(oldest, instance, circles_);
    } else {
      full_.evict(oldest, excess, instance, circles_);
    }
  }
}

ChainRow PrefixIndex::add_row(ChainId chain) {
  if (chain.index() >= rows_.size()) rows_.resize(chain.index() + 1);
  return rows_[chain.index()] = full_.add_row();
}

}  // namespace servesweep::engine
