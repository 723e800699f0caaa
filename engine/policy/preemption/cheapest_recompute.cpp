#include "engine/policy/preemption/cheapest_recompute.h"

#include "engine/policy/preemption/victim_choice.h"

namespace servesweep::engine {

PolicyInfo CheapestRecompute::info() {
  return {.name = "cheapest-recompute",
          .what = "preempts the request with the fewest tokens to recompute",
          .formula = "argmin computed tokens, then last in the running list",
          .source = "minimum waste (InferCept), for recomputation only",
          .parameters = {}};
}

std::size_t CheapestRecompute::victim(std::span<const RunningFacts> running,
                                      const QueueView&) const {
  return last_worst(running, [](const RunningFacts& a, const RunningFacts& b) {
    return a.computed_tokens < b.computed_tokens;
  });
}

}  // namespace servesweep::engine
