#pragma once

#include "engine/base/ids.h"

namespace servesweep::engine {

using ChainRow = Id<struct ChainRowTag>;        ///< of a chain in the tables of an index
using HeldExtentId = Id<struct HeldExtentTag>;  ///< of one in an index; ids are reused

/// Consecutive blocks [first, end) of one chain that one instance is believed to hold: full ones,
/// or one partial block.
struct HeldExtent {
  ChainRow row{};
  std::int32_t first = 0, end = 0;
  std::int32_t partial_tokens = 0;  ///< 0 = full blocks
  HeldExtentId next_in_chain{};     ///< on the same instance, of the same kind

  [[nodiscard]] std::int32_t blocks() const { return end - first; }
};

}  // namespace servesweep::engine
