#include "engine/policy/scheduling/waiting_choice.h"

#include <algorithm>

namespace servesweep::engine {

double wait_us(const WaitingFacts& waiting, const QueueView& view) {
  return static_cast<double>(view.now_us - waiting.request.arrival_us);
}

double prefill_work_tokens(const WaitingFacts& waiting, bool discount_cached) {
  const std::int32_t cached = discount_cached ? waiting.cached_tokens : 0;
  return std::max(1, waiting.prefill_tokens - cached);
}

std::size_t oldest(std::span<const WaitingFacts> waiting) {
  return smallest(waiting, [](const WaitingFacts&) { return 0.0; });
}

ParameterInfo discount_cached_parameter() {
  return {.name = "discount_cached",
          .kind = ParameterInfo::Kind::boolean,
          .fallback = true,
          .unit = "",
          .meaning = "whether prompt tokens that are cached in GPU memory are no work"};
}

}  // namespace servesweep::engine
