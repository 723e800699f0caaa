#include "engine/policy/scheduling/fcfs.h"

namespace servesweep::engine {

PolicyInfo Fcfs::info() {
  return {.name = "fcfs",
          .what = "first come, first served, by time of queueing",
          .formula = "order of queueing",
          .source = "vLLM; BLIS",
          .parameters = {}};
}

QueueDiscipline Fcfs::discipline() const {
  return QueueDiscipline::first_come;
}

}  // namespace servesweep::engine
