#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep run STUDY`: everything that a study asks for and its folder does not hold yet.
[[nodiscard]] Verb run_verb();

}  // namespace servesweep::sweep
