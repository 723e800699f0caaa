#include "engine/policy/priority/age_priority.h"

namespace servesweep::engine {

PolicyInfo AgePriority::info() {
  return {.name = "age",
          .what = "urgency grows with age, whatever the class",
          .formula = "10⁻⁶·age in µs",
          .source = "BLIS (named slo-based there)",
          .parameters = {}};
}

double AgePriority::priority(const RequestFacts& request, const QueueView& view) const {
  return 1e-6 * age_us(request, view);
}

}  // namespace servesweep::engine
