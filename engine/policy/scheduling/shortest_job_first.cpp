#include "engine/policy/scheduling/shortest_job_first.h"

namespace servesweep::engine {

PolicyInfo ShortestJobFirst::info() {
  return {.name = "sjf",
          .what = "shortest prompt first",
          .formula = "prompt tokens ascending, arrival ascending",
          .source = "queueing theory; BLIS",
          .parameters = {}};
}

QueueDiscipline ShortestJobFirst::discipline() const {
  return QueueDiscipline::fixed_key;
}

double ShortestJobFirst::key(const RequestFacts& request, double) const {
  return request.input_tokens;
}

}  // namespace servesweep::engine
