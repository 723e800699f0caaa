#pragma once

#include <string>

#include "engine/scenario.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// Everything that a scenario fixes, every field named, in a form for people and for hashing.
[[nodiscard]] io::Value to_value(const engine::Scenario& scenario);

}  // namespace servesweep::sweep
