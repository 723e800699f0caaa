#pragma once

#include "engine/signal/request_facts.h"
#include "engine/signal/step_cost.h"

namespace servesweep::engine {

/// What a chunking policy sees when a step is formed. The instance's own state: never stale.
struct StepView {
  TimeUs now_us = 0;
  std::int32_t max_tokens_per_step = 1;     ///< hard limit of the engine
  std::int32_t decoding = 0;                ///< running requests that get one token each
  std::int32_t waiting = 0;                 ///< requests in the waiting queue
  std::int64_t running_prefill_tokens = 0;  ///< prompt tokens that running requests still need
  const RequestFacts* next = nullptr;       ///< request to be served next; null if nobody waits
  const RequestFacts* oldest = nullptr;     ///< earliest arrival; only if the policy asks for it
  double used_kv_share = 0;                 ///< of GPU blocks; only if the policy asks for it
  StepCost cost{};
  InstanceId instance{0};  ///< a policy that keeps a memory keeps one per instance
};

}  // namespace servesweep::engine
