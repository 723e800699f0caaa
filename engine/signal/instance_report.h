#pragma once

#include "engine/base/ids.h"

namespace servesweep::engine {

/// What an instance reports of itself to the gateway, beside ClusterView::used_kv_blocks. Owner:
/// the instance's scheduler and cache; staleness: Scenario::signal_refresh_us.
struct InstanceReport {
  std::int32_t waiting = 0;            ///< requests in the waiting queue
  std::int32_t running = 0;            ///< requests in the running batch
  std::int32_t decoding = 0;           ///< … of which past their prompt
  std::int32_t lower_tier_blocks = 0;  ///< blocks held in lower KV tiers
  std::int64_t backlog_tokens = 0;  ///< prompt tokens still to be computed: waiting requests minus
                                    ///< what the router expected in the cache, and running ones
  std::int64_t preemptions = 0;     ///< since the start of the run
  TimeUs step_start_us = kNever;    ///< when the step in progress began; kNever if there is none
  std::int32_t step_prefill_tokens = 0;  ///< prompt tokens in that step
};

}  // namespace servesweep::engine
