#pragma once

#include <algorithm>
#include <span>
#include <utility>

#include "engine/workload/request.h"

namespace servesweep::engine {

/// Calls visit(chain, first_block, end_block) for every shared chain that owns full blocks among
/// the first `tokens` tokens of `content`, in order, and returns the number of full blocks visited.
/// A block belongs to the chain of its last token; (chain, block index) is its identity. The full
/// blocks after the returned count are private. `visit` returns false to stop.
template <class Visit>
std::int32_t visit_shared_blocks(std::span<const Segment> content, std::int32_t tokens,
                                 std::int32_t block_tokens, Visit&& visit) {
  std::int32_t first = 0;
  for (const Segment& segment : content) {
    const std::int32_t end = std::min(tokens, segment.end_token) / block_tokens;
    if (end > first) {
      if (!visit(segment.chain, first, end)) return end;
      first = end;
    }
  }
  return first;
}

/// The same for the first `full_blocks` blocks.
template <class Visit>
std::int32_t visit_shared_among(std::span<const Segment> content, std::int32_t full_blocks,
                                std::int32_t block_tokens, Visit&& visit) {
  return visit_shared_blocks(content, full_blocks * block_tokens, block_tokens,
                             std::forward<Visit>(visit));
}

}  // namespace servesweep::engine
