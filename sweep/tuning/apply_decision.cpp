#include "sweep/tuning/apply_decision.h"

#include "engine/base/problem.h"

namespace servesweep::sweep {

std::vector<PlannedTrial> apply_decision(const Study& study, const Decision& decision, Plan& plan) {
  std::vector<PlannedTrial> planned;
  for (const StudyTrial& trial : decision.trials) {
    const Attempt& attempt = trial.attempt;
    PlannedTrial& one = planned.emplace_back();
    try {
      one.point = plan.add_point(study, trial.strategy, attempt.point);
    } catch (const engine::Problem& problem) {
      one.refusal = problem.what();
      continue;
    }
    one.runs =
        plan.add_runs(study, *one.point, attempt.first_seed, attempt.seeds, attempt.shortened);
  }
  return planned;
}

}  // namespace servesweep::sweep
