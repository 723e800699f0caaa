#pragma once

#include "engine/signal/request_facts.h"

namespace servesweep::engine {

/// What an instance's priority and scheduling policies see at the start of a step.
struct QueueView {
  TimeUs now_us = 0;         ///< start of the step
  std::int32_t waiting = 0;  ///< length of the waiting queue at the start of the step
};

/// What a preemption policy sees of one running request. Order of the list: order of admission.
struct RunningFacts {
  RequestFacts request;
  double priority = 0;               ///< as computed when it was last waiting
  std::int32_t computed_tokens = 0;  ///< tokens whose KV would have to be recomputed
};

/// What an eviction policy sees of blocks that nobody references any more.
struct ReleasedBlocks {
  std::int32_t blocks = 0;
  bool reusable = false;         ///< full blocks that the prefix cache can still serve
  std::int32_t first_block = 0;  ///< position in the prefix, in blocks
};

/// What an offload policy sees after blocks were released.
struct TierView {
  double used_fraction = 0;  ///< GPU blocks referenced by running requests / GPU blocks
  std::int32_t cpu_free_blocks = 0;
};

}  // namespace servesweep::engine
