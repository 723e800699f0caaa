#include "engine/policy/scheduling/earliest_deadline.h"

namespace servesweep::engine {

PolicyInfo EarliestDeadline::info() {
  return {.name = "earliest-deadline",
          .what = "earliest deadline for the first token first",
          .formula = "arrival + TTFT target ascending, arrival ascending",
          .source = "Liu & Layland 1973; llm-d flow control (edf, slo-deadline)",
          .parameters = TierTargets::parameters({TierTargets::Kind::ttft})};
}

EarliestDeadline::EarliestDeadline(const Parameters& parameters)
    : targets_(TierTargets::Kind::ttft, parameters) {}

QueueDiscipline EarliestDeadline::discipline() const {
  return QueueDiscipline::fixed_key;
}

double EarliestDeadline::key(const RequestFacts& request, double) const {
  return targets_.deadline_us(request);
}

}  // namespace servesweep::engine
