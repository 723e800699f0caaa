#pragma once

#include <vector>

#include "io/hdf5/study_index.h"
#include "sweep/ranking/ranking.h"
#include "sweep/study/plan.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// The runs whose request tables `keep_requests: finalists` asks for, in plan order, each
/// simulation once: on every workload, all seeds of the points that `servesweep rank` shows, which
/// are the baseline and the best point of each other strategy by the first objective. `index`: of
/// the whole study; what is not done is no finalist.
/// Metrics that it must have loaded: objective_question().
[[nodiscard]] std::vector<RunId> finalist_runs(const Study& study, const Plan& plan,
                                               const io::StudyIndex& index);

}  // namespace servesweep::sweep
