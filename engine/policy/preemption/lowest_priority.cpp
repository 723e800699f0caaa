#include "engine/policy/preemption/lowest_priority.h"

#include "engine/policy/preemption/victim_choice.h"

namespace servesweep::engine {

PolicyInfo LowestPriority::info() {
  return {.name = "lowest-priority",
          .what = "preempts the request with the lowest priority, the latest arrival of equals",
          .formula = "argmin priority, then argmax arrival, then argmax request id",
          .source = "vLLM --scheduling-policy priority",
          .parameters = {}};
}

std::size_t LowestPriority::victim(std::span<const RunningFacts> running, const QueueView&) const {
  return last_worst(running, [](const RunningFacts& a, const RunningFacts& b) {
    if (a.priority != b.priority) return a.priority < b.priority;
    if (a.request.arrival_us != b.request.arrival_us) {
      return a.request.arrival_us > b.request.arrival_us;
    }
    return a.request.id > b.request.id;
  });
}

}  // namespace servesweep::engine
