#pragma once

#include "sweep/run/phase/study_job.h"

namespace servesweep::sweep {

/// The last phase, also after an error: what was committed is counted and indexed, and all ranks
/// agree on how the job ended. Collective.
void close_study(StudyJob& job);

}  // namespace servesweep::sweep
