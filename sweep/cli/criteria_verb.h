#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep criteria FOLDER [STRATEGY]`: whether a strategy is a win by every criterion of the
/// study.
[[nodiscard]] Verb criteria_verb();

}  // namespace servesweep::sweep
