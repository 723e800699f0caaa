#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep sensitivity STUDY|FOLDER`: which parameter matters, how much, and where it is good.
[[nodiscard]] Verb sensitivity_verb();

}  // namespace servesweep::sweep
