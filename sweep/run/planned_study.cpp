#include "sweep/run/planned_study.h"

namespace servesweep::sweep {

std::vector<RunId> PlannedStudy::add(const Decision& decision) {
  decisions.push_back(decision);
  trials.push_back(apply_decision(study, decision, plan));
  std::vector<RunId> to_simulate;
  for (const PlannedTrial& trial : trials.back()) {
    for (const RunId run : trial.runs) {
      if (plan.runs()[run.index()].same_as == run) to_simulate.push_back(run);
    }
  }
  return to_simulate;
}

std::size_t most_runs(const Study& study, const Plan& plan) {
  if (!learns(study.search().method)) return plan.distinct_count();
  const std::size_t points = (study.strategies().size() - 1) * study.search().points + 1;
  return points * study.workloads().size() * study.seeds().size();
}

}  // namespace servesweep::sweep
