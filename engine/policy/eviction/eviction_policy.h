#pragma once

#include "engine/policy/parameters.h"
#include "engine/signal/block_facts.h"

namespace servesweep::engine {

/// Where released blocks enter the order of eviction.
enum class EvictionPlace { last, first };

/// Decides how soon blocks that nobody references any more are reused. Blocks are always evicted
/// from the front of one list, and within a request its last block goes before its first.
class EvictionPolicy {
 public:
  virtual ~EvictionPolicy() = default;
  [[nodiscard]] virtual EvictionPlace place(const ReleasedBlocks& released) const = 0;
};

}  // namespace servesweep::engine
