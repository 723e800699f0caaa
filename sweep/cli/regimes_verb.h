#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep regimes`: where a strategy wins, and where it does not.
[[nodiscard]] Verb regimes_verb();

}  // namespace servesweep::sweep
