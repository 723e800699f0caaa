#pragma once

#include <string>

#include "engine/base/problem.h"
#include "sweep/run/run_failure.h"
#include "sweep/study/plan.h"

namespace servesweep::sweep {

/// What a user is told of a run that ends a job: which it is, why it failed, how to see it alone,
/// and how to go on without it. `study_file`: where the study stands, as the user wrote it.
[[nodiscard]] engine::Problem failed_run_problem(const Study& study, const Plan& plan, RunId run,
                                                 const RunFailure& failure,
                                                 const std::string& study_file);

}  // namespace servesweep::sweep
