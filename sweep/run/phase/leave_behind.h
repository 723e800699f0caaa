#pragma once

#include "sweep/run/phase/study_job.h"

namespace servesweep::sweep {

/// Rank 0, when the job is about to be killed and some rank still simulates: commits what is
/// finished, notes it and ends all ranks at once, with the status of a drain if any shard came into
/// the folder. The next attempt renews the index. Does not return.
void leave_behind(StudyJob& job);

}  // namespace servesweep::sweep
