#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep policies`: the registry as a reference page.
[[nodiscard]] Verb policies_verb();

}  // namespace servesweep::sweep
