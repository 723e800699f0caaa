#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep status FOLDER`: how far a study is, also while it runs.
[[nodiscard]] Verb status_verb();

}  // namespace servesweep::sweep
