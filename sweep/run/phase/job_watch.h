#pragma once

#include "sweep/run/phase/study_job.h"

namespace servesweep::sweep {

/// What people see of a job while it runs. None of it reaches a result.

/// Rank 0: begins to tell how things stand, in the folder's live file.
void watch_study(StudyJob& job);
/// Every rank: how it ended. Members of a shared folder have logs of their own.
void end_watching(StudyJob& job);
[[nodiscard]] WatchRules watch_rules(const StudyJob& job);
/// Rank 0: how far it is.
[[nodiscard]] RunProgress progress_of(StudyJob& job);

}  // namespace servesweep::sweep
