#pragma once

#include "sweep/run/phase/study_job.h"

namespace servesweep::sweep {

/// The first phase: rank 0 plans and opens the folder; everybody learns what there is to do.
/// Collective.
/// @throws engine::Problem on rank 0 and RankZeroFailed elsewhere if the input is invalid, or the
///         job's time cannot hold even planning and closing; nothing has been run or overwritten
void open_study(StudyJob& job);

/// Rank 0 learns how many threads there are, everybody when the job must be over. Collective.
void count_threads(StudyJob& job);

}  // namespace servesweep::sweep
