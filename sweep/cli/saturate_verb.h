#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep saturate STUDY`: the highest rate that a point of a study sustains.
[[nodiscard]] Verb saturate_verb();

}  // namespace servesweep::sweep
