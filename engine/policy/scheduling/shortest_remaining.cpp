#include "engine/policy/scheduling/shortest_remaining.h"

#include <algorithm>

#include "engine/policy/scheduling/waiting_choice.h"

namespace servesweep::engine {

PolicyInfo ShortestRemaining::info() {
  return {.name = "shortest-remaining-predicted",
          .what = "shortest predicted remaining work first, with a guard against starvation",
          .formula =
              "uncached prompt tokens + output_weight·max(0, predicted − generated tokens) "
              "ascending; requests older than guard_us before, oldest first",
          .source = "learning to rank (LTR, arXiv 2408.15792); SRPT (Schrage 1968)",
          .parameters = {
              real_parameter("output_weight", 1, 0, 1e6, "",
                             "prompt tokens that one predicted output token counts for"),
              real_parameter("guard_us", 1e6, 0, 1e12, "µs", "age from which a request goes first"),
              discount_cached_parameter()}};
}

ShortestRemaining::ShortestRemaining(const Parameters& parameters)
    : output_weight_(parameters.real("output_weight")),
      guard_us_(parameters.real("guard_us")),
      discount_cached_(parameters.boolean("discount_cached")) {}

QueueDiscipline ShortestRemaining::discipline() const {
  return QueueDiscipline::picked;
}

double ShortestRemaining::work_tokens(const WaitingFacts& request) const {
  const std::int32_t generated = request.prefill_tokens - request.request.input_tokens;
  const std::int32_t to_come = std::max(0, request.request.predicted_output_tokens - generated);
  return prefill_work_tokens(request, discount_cached_) + output_weight_ * to_come;
}

std::size_t ShortestRemaining::pick(std::span<const WaitingFacts> waiting, const QueueView& view) {
  const std::size_t first = oldest(waiting);
  if (wait_us(waiting[first], view) > guard_us_) return first;
  return smallest(waiting, [this](const WaitingFacts& request) { return work_tokens(request); });
}

}  // namespace servesweep::engine
