#pragma once

#include "engine/base/ids.h"

namespace servesweep::engine {

/// Where the time of one request went, µs. The parts of a completed request add up to its E2E
/// latency exactly; those of an unfinished one cover what is known of it.
struct LatencyBreakdown {
  TimeUs gateway_us = 0;      ///< admission and routing: arrival to routing
  TimeUs delivery_us = 0;     ///< routing to the waiting queue: transport, tokenisation
  TimeUs wait_step_us = 0;    ///< in the queue until the instance first looked at it
  TimeUs wait_budget_us = 0;  ///< … while the token budget of steps went to others
  TimeUs wait_slots_us = 0;   ///< … while max_running requests were running
  TimeUs wait_memory_us = 0;  ///< … while KV blocks were short
  TimeUs wait_order_us = 0;   ///< … while requests that arrived later were admitted
  TimeUs load_us = 0;         ///< for cached KV to come back from a lower tier
  TimeUs prefill_us = 0;      ///< computing the uncached prompt as if alone in one step
  TimeUs chunking_us = 0;     ///< fixed costs of further steps because the prompt was cut
  TimeUs batching_us = 0;     ///< tokens of other requests in the steps of its prompt
  TimeUs preemption_us = 0;   ///< from losing its KV to the token after it, lost prefill included
  TimeUs decode_us = 0;       ///< steps that yielded its tokens after the first
  TimeUs output_us = 0;       ///< output overhead; in the reference's accounting off the clock

  [[nodiscard]] TimeUs sum_us() const {
    return gateway_us + delivery_us + wait_step_us + wait_budget_us + wait_slots_us +
           wait_memory_us + wait_order_us + load_us + prefill_us + chunking_us + batching_us +
           preemption_us + decode_us + output_us;
  }

  friend bool operator==(const LatencyBreakdown&, const LatencyBreakdown&) = default;
};

}  // namespace servesweep::engine
