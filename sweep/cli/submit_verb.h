#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep submit STUDY`: a study as a job of Slurm, from a template of slurm/.
[[nodiscard]] Verb submit_verb();

}  // namespace servesweep::sweep
