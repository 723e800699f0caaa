#pragma once

#include "engine/signal/step_cost.h"
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
  /// The next arrival that asks for them; kForever: none will. kNever: not known, as everywhere
  /// but where the policy is a bound (EvictionPolicy::needs_oracle()).
  TimeUs next_use_us = kNever;
};

/// What an eviction policy is told before a run.
struct EvictionSetting {
  std::size_t instances = 0;
  std::int32_t block_tokens = 1;
  StepCost cost{};
};

/// A turn of a conversation reaches an instance's waiting queue, or got its last token there.
struct TurnEvent {
  InstanceId instance{};
  SessionId session{};
  TimeUs now_us = 0;
};

}  // namespace servesweep::engine
