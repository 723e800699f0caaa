#pragma once

#include "engine/policy/parameters.h"
#include "engine/signal/request_facts.h"

namespace servesweep::engine {

/// Largest number of prompt tokens that one request may prefill in one step.
class ChunkingPolicy {
 public:
  virtual ~ChunkingPolicy() = default;
  /// Tokens; 0 = only the step's budget limits. Asked once per request, when it is queued.
  [[nodiscard]] virtual std::int32_t limit_tokens(const RequestFacts& request) const = 0;
};

}  // namespace servesweep::engine
