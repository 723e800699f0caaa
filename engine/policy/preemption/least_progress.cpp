#include "engine/policy/preemption/least_progress.h"

#include "engine/policy/preemption/victim_choice.h"

namespace servesweep::engine {

PolicyInfo LeastProgress::info() {
  return {
      .name = "least-progress",
      .what = "preempts the request with the fewest output tokens, the longest prompt of equals",
      .formula =
          "argmin generated tokens, then argmax prompt tokens, then last in the running list",
      .source = "SGLang retract",
      .parameters = {}};
}

std::size_t LeastProgress::victim(std::span<const RunningFacts> running, const QueueView&) const {
  return last_worst(running, [](const RunningFacts& a, const RunningFacts& b) {
    if (a.generated_tokens != b.generated_tokens) return a.generated_tokens < b.generated_tokens;
    return a.request.input_tokens > b.request.input_tokens;
  });
}

}  // namespace servesweep::engine
