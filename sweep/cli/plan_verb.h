#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep plan STUDY`: what a study would run, and what it would cost.
[[nodiscard]] Verb plan_verb();

}  // namespace servesweep::sweep
