#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep robustness FILE`: tells where else the wins of a study hold.
[[nodiscard]] Verb robustness_verb();

}  // namespace servesweep::sweep
