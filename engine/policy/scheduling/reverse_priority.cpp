#include "engine/policy/scheduling/reverse_priority.h"

namespace servesweep::engine {

PolicyInfo ReversePriority::info() {
  return {.name = "reverse-priority",
          .what = "lowest priority first: a negative control",
          .formula = "priority ascending, arrival ascending",
          .source = "BLIS",
          .parameters = {}};
}

QueueDiscipline ReversePriority::discipline() const {
  return QueueDiscipline::changing_key;
}

double ReversePriority::key(const RequestFacts&, double priority) const {
  return priority;
}

}  // namespace servesweep::engine
