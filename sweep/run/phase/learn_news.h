#pragma once

#include "sweep/run/phase/study_job.h"

namespace servesweep::sweep {

/// Rank 0: takes in what a rank tells of finished runs and durable shards: into the journal, the
/// counts, and what decides on further runs.
void learn_news(StudyJob& job, ChunkNews news);

}  // namespace servesweep::sweep
