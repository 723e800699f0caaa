#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep version`.
[[nodiscard]] Verb version_verb();

}  // namespace servesweep::sweep
