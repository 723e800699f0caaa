#pragma once

#include "sweep/run/phase/study_job.h"

namespace servesweep::sweep {

/// What every round does with tasks: simulate, keep, tell rank 0, watch the clock.
[[nodiscard]] Callbacks usual_callbacks(StudyJob& job);

/// Spreads the tasks of a round over all ranks and commits what is finished, whatever happens:
/// leaves the report and the first error in the job. Collective.
void run_tasks(StudyJob& job, const Callbacks& callbacks);

/// The same with tasks that rank 0 decides on while it goes on, each decision told as a text that
/// every rank's plan takes up. Collective.
void run_decisions(StudyJob& job, TaskSource decisions);

}  // namespace servesweep::sweep
