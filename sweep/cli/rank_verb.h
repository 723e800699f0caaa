#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep rank FOLDER`: which strategy wins, by how much, and how sure that is.
[[nodiscard]] Verb rank_verb();

}  // namespace servesweep::sweep
