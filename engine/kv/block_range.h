#pragma once

#include <span>

#include "engine/base/ids.h"

namespace servesweep::engine {

/// Blocks [first, end) of a chain; an invalid chain means private blocks, which only take space.
struct BlockRange {
  ChainId chain;
  std::int32_t first = 0, end = 0;

  [[nodiscard]] std::int32_t blocks() const { return end - first; }
  friend bool operator==(const BlockRange&, const BlockRange&) = default;
};

[[nodiscard]] inline std::int32_t blocks_of(std::span<const BlockRange> ranges) {
  std::int32_t blocks = 0;
  for (const BlockRange& range : ranges) blocks += range.blocks();
  return blocks;
}

}  // namespace servesweep::engine
