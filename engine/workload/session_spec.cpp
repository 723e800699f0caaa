#include "engine/workload/session_spec.h"

#include "engine/workload/field_check.h"

namespace servesweep::engine {

void validate(const SessionSpec& session, const std::string& where) {
  const FieldCheck fields(where);
  if (const auto* const fixed = std::get_if<ConstantLength>(&session.rounds)) {
    fields.within("rounds", static_cast<double>(fixed->value), 1, kMostRounds);
  } else {
    validate(session.rounds, fields.path("rounds"), {.lowest = 1, .highest = kMostRounds});
  }
  validate(session.think_time_us, fields.path("think_time_us"));
}

}  // namespace servesweep::engine
