#include "engine/policy/priority/constant_priority.h"

namespace servesweep::engine {

PolicyInfo ConstantPriority::info() {
  return {.name = "constant",
          .what = "nobody is more urgent",
          .formula = "0",
          .source = "vLLM default; BLIS",
          .parameters = {}};
}

double ConstantPriority::priority(const RequestFacts&, const QueueView&) const {
  return 0;
}

}  // namespace servesweep::engine
