#pragma once

#include "engine/signal/request_facts.h"
#include "engine/signal/step_cost.h"

namespace servesweep::engine {

/// What the scheduling and priority policies of an instance see at the start of a step, beside the
/// requests themselves. All of it is the instance's own state: never stale.
struct QueueView {
  TimeUs now_us = 0;         ///< start of the step
  std::int32_t waiting = 0;  ///< length of the waiting queue at the start of the step
  InstanceId instance{};     ///< a policy that keeps a memory keeps one per instance
  std::int32_t running = 0;  ///< requests in the running batch
  StepCost cost{};
};

/// A waiting request as a scheduling policy sees it.
struct WaitingFacts {
  RequestFacts request;
  double priority = 0;              ///< from the priority policy, as of this step
  std::int32_t prefill_tokens = 0;  ///< prompt, plus tokens generated before a preemption
  std::int32_t cached_tokens = 0;   ///< of them in GPU memory now; only if the policy asks for it
  std::int32_t preemptions = 0;
};

}  // namespace servesweep::engine
