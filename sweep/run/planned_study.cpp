#include "sweep/run/planned_study.h"

#include <algorithm>
#include <utility>

namespace servesweep::sweep {
namespace {

/// Those that are no other run's simulation.
std::vector<RunId> distinct(const Plan& plan, std::vector<RunId> runs) {
  std::erase_if(runs, [&](RunId run) { return plan.runs()[run.index()].same_as != run; });
  return runs;
}

}  // namespace

std::vector<RunId> PlannedStudy::add(const Decision& decision) {
  decisions.push_back(decision);
  trials.push_back(apply_decision(study, decision, plan));
  std::vector<RunId> runs;
  for (const PlannedTrial& trial : trials.back()) {
    runs.insert(runs.end(), trial.runs.begin(), trial.runs.end());
  }
  return distinct(plan, std::move(runs));
}

std::vector<RunId> PlannedStudy::add(const SeedDecision& decision) {
  runs_before_seeds = plan.runs().size();
  std::vector<RunId> runs = apply_seed_decision(study, decision, plan);
  seed_decisions.push_back(decision);
  return distinct(plan, std::move(runs));
}

std::vector<RunId> PlannedStudy::add_text(const std::string& decision) {
  const io::Document document = io::Document::parse(decision, "decision");
  if (SeedDecision::is_meant(document)) return add(SeedDecision::read(document));
  return add(Decision::read(document, study));
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
  const std::size_t searched = points * study.run_workload_count() * study.seeds().size();
  if (!study.seeds_by_need()) return searched;
  const auto further = std::ranges::count_if(
      plan.runs(), [&](const PlannedRun& run) { return run.replication >= study.seeds().size(); });
  return searched + static_cast<std::size_t>(further);
}

std::size_t most_further_runs(const Study& study, const Plan& plan) {
  const std::size_t further = study.all_seeds().size() - study.seeds().size();
  if (!learns(study.search().method)) {
    return plan.distinct_count() / study.seeds().size() * further;
  }
  const std::size_t points = (study.strategies().size() - 1) * study.search().points + 1;
  return points * study.workloads().size() * further;
}

}  // namespace servesweep::sweep
