#pragma once

#include "sweep/run/phase/study_job.h"

namespace servesweep::sweep {

/// Runs what a search decides that learns from results, until it decides no more: first what it
/// decided before it was interrupted. Collective.
void search(StudyJob& job);

}  // namespace servesweep::sweep
