#pragma once

#include "engine/latency_spec.h"

namespace servesweep::engine {

/// Throws Problem (where = field path such as "shape.hidden" or "latency.beta") if a number of the
/// latency model is out of range, or if the model's form cannot describe its shape.
void check_latency(const LatencySpec& latency);

}  // namespace servesweep::engine
