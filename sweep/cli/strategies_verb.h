#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep strategies`: strategy files described for people.
[[nodiscard]] Verb strategies_verb();

}  // namespace servesweep::sweep
