#pragma once

#include "sweep/run/phase/study_job.h"

namespace servesweep::sweep {

/// The first phase: rank 0 plans and opens the folder; everybody learns what there is to do, how
/// many threads there are, and when the job must be over. Collective.
/// @throws engine::Problem on rank 0 and RankZeroFailed elsewhere if the input is invalid; nothing
///         has been run or overwritten then
void open_study(StudyJob& job);

}  // namespace servesweep::sweep
