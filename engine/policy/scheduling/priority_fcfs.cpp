#include "engine/policy/scheduling/priority_fcfs.h"

namespace servesweep::engine {

PolicyInfo PriorityFcfs::info() {
  return {.name = "priority-fcfs",
          .what = "highest priority first, then earliest arrival",
          .formula = "priority descending, arrival ascending",
          .source = "vLLM --scheduling-policy priority; BLIS",
          .parameters = {}};
}

QueueDiscipline PriorityFcfs::discipline() const {
  return QueueDiscipline::highest_priority;
}

}  // namespace servesweep::engine
