#pragma once

#include "engine/workload/request.h"

namespace servesweep::engine {

/// What an eviction policy sees of blocks that nobody references any more: a run of consecutive
/// blocks with one history. The cache's own state: never stale.
struct ReleasedBlocks {
  std::int32_t blocks = 0;
  bool reusable = false;             ///< full blocks that the prefix cache can still serve
  bool shared = false;               ///< of a prefix or session that other requests can ask for
  std::int32_t first_block = 0;      ///< position in the prefix, in blocks
  std::int32_t reuses = 0;           ///< how often these blocks were found in the cache
  SloTier tier = SloTier::standard;  ///< of the request that released them last
  bool session = false;              ///< that request is a turn of a conversation
  TimeUs now_us = 0;                 ///< start of the step
  std::int32_t prefix_blocks = 0;    ///< full blocks of the request that released them
  std::int32_t pinned_blocks = 0;    ///< in the pinned level now, not expired
  std::int32_t gpu_blocks = 0;       ///< usable capacity of the cache
};

}  // namespace servesweep::engine
