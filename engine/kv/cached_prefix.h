#pragma once

#include <cstdint>

namespace servesweep::engine {

/// What a lookup in GPU memory met: the leading blocks of a request that are there, and how many of
/// them nobody references, so that whoever takes them leaves as many fewer free. Holds until
/// BlockPool::version() changes or blocks are taken.
struct CachedPrefix {
  std::int32_t blocks = 0;
  std::int32_t free_blocks = 0;
};

}  // namespace servesweep::engine
