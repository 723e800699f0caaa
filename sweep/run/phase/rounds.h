#pragma once

#include "sweep/run/phase/study_job.h"

namespace servesweep::sweep {

/// The third phase: rounds of runs, each only if those before it are complete. Collective.
///
///   plan or leases   what the study lists; in a shared folder, what this member can lease
///   search           what a search decides that learns
///   seeds            further seeds for points whose comparisons need them
///   finalists        the best again, with their request tables
void run_rounds(StudyJob& job);

}  // namespace servesweep::sweep
