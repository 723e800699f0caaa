#pragma once

#include <cstddef>
#include <vector>

#include "io/hdf5/study_index.h"
#include "sweep/search/unit_points.h"
#include "sweep/sensitivity/point_runs.h"
#include "sweep/study/plan.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// The points of a strategy that a folder has simulated on a workload with all seeds that are asked
/// for.
struct StoredPoints {
  UnitPoints positions;              ///< in its SearchSpace
  std::vector<Responses> responses;  ///< by metric of the question
  std::vector<Responses> baseline;   ///< one row each
  std::size_t incomplete = 0;        ///< points that lack a seed
};

/// `question.seeds`: the first ones of the study's. The index has loaded the question's metrics.
/// Problem if the baseline is incomplete.
[[nodiscard]] StoredPoints stored_points(const Study& study, const Plan& plan,
                                         const io::StudyIndex& index,
                                         const PointQuestion& question);

}  // namespace servesweep::sweep
