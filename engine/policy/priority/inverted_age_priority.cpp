#include "engine/policy/priority/inverted_age_priority.h"

namespace servesweep::engine {

PolicyInfo InvertedAgePriority::info() {
  return {.name = "inverted-age",
          .what = "urgency falls with age: a negative control",
          .formula = "−10⁻⁶·age in µs",
          .source = "BLIS (named inverted-slo there)",
          .parameters = {}};
}

double InvertedAgePriority::priority(const RequestFacts& request, const QueueView& view) const {
  return 0 - 1e-6 * age_us(request, view);
}

}  // namespace servesweep::engine
