#pragma once

#include "sweep/run/phase/study_job.h"

namespace servesweep::sweep {

/// Ranks what is done and simulates the best again, with their tables: runs are exact, so these are
/// the tables of the runs that were ranked. Collective.
void keep_finalists(StudyJob& job);

}  // namespace servesweep::sweep
