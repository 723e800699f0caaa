#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep explain FOLDER STRATEGY`: why a strategy differs from the baseline.
[[nodiscard]] Verb explain_verb();

}  // namespace servesweep::sweep
