#pragma once

#include <span>

#include "engine/base/contract.h"
#include "engine/signal/running_facts.h"

namespace servesweep::engine {

/// Index of the request that comes first by worse(a, b) = "a should be preempted rather than b"; of
/// equals the one admitted last, which comes back as the last, so that the order never turns round.
/// Precondition: not empty.
template <class Worse>
[[nodiscard]] std::size_t last_worst(std::span<const RunningFacts> running, const Worse& worse) {
  SERVESWEEP_EXPECT(!running.empty());
  std::size_t victim = 0;
  for (std::size_t i = 1; i < running.size(); ++i) {
    if (!worse(running[victim], running[i])) victim = i;
  }
  return victim;
}

}  // namespace servesweep::engine
