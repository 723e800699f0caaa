#pragma once

#include "engine/instance/step_in_flight.h"

namespace servesweep::engine {

/// The step that one schedule call forms, and what is left to hand out.
struct FormingStep {
  StepInFlight& step;
  TimeUs now_us = 0;
  TimeUs last_end_us = 0;  ///< when the last step formed before it ends
  std::int64_t budget_tokens = 0;
  std::int64_t skipped_context_tokens = 0;  ///< stored by decodes that get no token
  std::int32_t preempted = 0;
};

}  // namespace servesweep::engine
