#pragma once

#include "engine/latency/latency_model.h"

namespace servesweep::engine {

/// A model linearised by secants between typical steps: from 1 to 2,048 tokens of a new prompt, and
/// from 1 to 64 decodes at a context of 1,024. The fixed part is the step with one decode.
[[nodiscard]] StepCost secant_cost(const LatencyModel& model);

}  // namespace servesweep::engine
