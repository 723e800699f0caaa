#pragma once

#include "engine/base/ids.h"

namespace servesweep::engine {

/// Blocks [first, end) of a chain; an invalid chain means private blocks, which only take space.
struct BlockRange {
  ChainId chain;
  std::int32_t first = 0, end = 0;

  [[nodiscard]] std::int32_t blocks() const { return end - first; }
  friend bool operator==(const BlockRange&, const BlockRange&) = default;
};

}  // namespace servesweep::engine
