#pragma once

#include <vector>

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// All verbs, in the order in which a newcomer meets them.
[[nodiscard]] std::vector<Verb> all_verbs();

}  // namespace servesweep::sweep
