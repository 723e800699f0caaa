#pragma once

#include <string>

#include "engine/scenario.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// A scenario as a strategy file: every policy, limit, tier, signal, profile and
/// cluster setting written out, no parameters; of kind bound if it reads what no real system knows.
[[nodiscard]] io::Value strategy_value(const std::string& name, const engine::Scenario& scenario);

}  // namespace servesweep::sweep
