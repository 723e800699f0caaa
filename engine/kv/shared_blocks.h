#pragma once

#include <span>
#include <vector>

#include "engine/kv/block_range.h"
#include "engine/workload/content_blocks.h"

namespace servesweep::engine {

/// Writes `ranges`: the shared blocks of `content` among its first `end_block` ones, a range per
/// chain, in order. For who asks several questions about one prompt.
inline void list_shared_blocks(std::span<const Segment> content, std::int32_t end_block,
                               std::int32_t block_tokens, std::vector<BlockRange>& ranges) {
  ranges.clear();
  visit_shared_among(content, end_block, block_tokens,
                     [&](ChainId chain, std::int32_t first, std::int32_t end) {
                       ranges.push_back({.chain = chain, .first = first, .end = end});
                       return true;
                     });
}

}  // namespace servesweep::engine
