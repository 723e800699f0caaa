#pragma once

#include "engine/scenario.h"

namespace servesweep::engine {

/// Throws Problem (where = field path such as "kv.gpu_blocks") if a number of the scenario is out
/// of range. Policies are checked by their registry.
void check_scenario(const Scenario& scenario);

}  // namespace servesweep::engine
