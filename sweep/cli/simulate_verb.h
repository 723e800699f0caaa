#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep simulate STUDY`: one simulation, to look at closely.
[[nodiscard]] Verb simulate_verb();

}  // namespace servesweep::sweep
