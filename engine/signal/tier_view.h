#pragma once

#include "engine/signal/request_facts.h"
#include "engine/signal/step_cost.h"

namespace servesweep::engine {

/// What an offload policy sees after blocks were released.
struct TierView {
  double used_fraction = 0;  ///< GPU blocks referenced by running requests / GPU blocks
  std::int32_t cpu_free_blocks = 0;
};

/// Newly completed prompt blocks that could be copied to the next lower tier.
struct StoreView {
  std::int32_t blocks = 0;
  std::int32_t first_block = 0;  ///< position in the prefix
  bool shared = false;           ///< others can ask for them
  std::int32_t lookups = 0;      ///< how often these blocks were asked for so far
  SloTier tier = SloTier::standard;
  bool session = false;
};

/// A request whose prefix continues in a lower tier behind what GPU memory holds.
struct LoadView {
  std::int32_t tokens = 0;   ///< that the lower tier could supply
  double transfer_us = 0;    ///< estimate: base latency + size / share of the link
  double recompute_us = 0;   ///< estimate: StepCost of computing them instead
  std::int32_t waiting = 0;  ///< requests in the waiting queue
};

}  // namespace servesweep::engine
