#pragma once

#include "sweep/run/phase/study_job.h"

namespace servesweep::sweep {

/// The second phase, which may fail on one rank alone: reads the plan again, sees the folder, opens
/// the logs; rank 0 finds out what there is to do beside other members and notes in the journal
/// that the job begins.
/// @throws std::exception on the rank that cannot take part
void set_up_rank(StudyJob& job);

}  // namespace servesweep::sweep
