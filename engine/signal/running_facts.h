#pragma once

#include "engine/signal/request_facts.h"

namespace servesweep::engine {

/// What a preemption policy sees of one running request. Order of the list: order of admission.
struct RunningFacts {
  RequestFacts request;
  double priority = 0;               ///< as computed when it was first admitted
  std::int32_t computed_tokens = 0;  ///< tokens whose KV would have to be recomputed
  std::int32_t generated_tokens = 0;
};

}  // namespace servesweep::engine
