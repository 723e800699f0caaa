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

std::vector<io::SearchRow> search_rows(const PlannedStudy& planned) {
  std::vector<io::SearchRow> rows;
  for (std::size_t i = 0; i < planned.decisions.size(); ++i) {
    const Decision& decision = planned.decisions[i];
    for (const std::int64_t trial : decision.told) {
      const auto row = static_cast<std::size_t>(trial);
      if (row < rows.size()) rows[row].told_in = static_cast<std::int64_t>(i);
    }
    for (std::size_t k = 0; k < decision.trials.size(); ++k) {
      const Attempt& attempt = decision.trials[k].attempt;
      const std::optional<PointId> point = planned.trials[i][k].point;
      rows.push_back({.decision = static_cast<std::int64_t>(i),
                      .point = point ? point->value() : -1,
                      .first_seed = static_cast<std::int64_t>(attempt.first_seed),
                      .seeds = static_cast<std::int64_t>(attempt.seeds),
                      .shortened = attempt.shortened ? 1 : 0});
    }
  }
  return rows;
}

std::size_t most_runs(const Study& study, const Plan& plan) {
  if (!learns(study.search().method)) return plan.distinct_count();
  const std::size_t points = (study.strategies().size() - 1) * study.search().points + 1;
  return points * study.run_workload_count() * study.seeds().size();
}

}  // namespace servesweep::sweep
