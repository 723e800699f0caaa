#include "sweep/tuning/search_history.h"

#include <algorithm>
#include <utility>

#include "sweep/search/constrained_ranking.h"
#include "sweep/search/pareto_archive.h"

namespace servesweep::sweep {

bool TriedPoint::is_feasible() const {
  return observation && violation_of(*observation) <= 0;
}

SearchHistory::SearchHistory(const Study& study, const Plan& plan)
    : plan_(plan), seeds_(study.seeds().size()), objective_(study), ledger_(plan, objective_) {}

void SearchHistory::begin() {
  PointFigures baseline = objective_.no_figures();
  for (const PlannedRun& run : plan_.runs()) {
    const bool further = run.replication >= seeds_;  // came after the search
    if (further || plan_.points()[run.point.index()].strategy != 0) continue;
    baseline.set(run.workload, run.replication, ledger_.figures(run.same_as));
  }
  objective_.set_baseline(std::move(baseline));
}

void SearchHistory::add(const Decision& decision, std::vector<PlannedTrial> planned) {
  for (std::size_t i = 0; i < planned.size(); ++i) {
    const auto number = static_cast<std::int64_t>(tried_.size());
    if (planned[i].point) {
      ledger_.add(number, *planned[i].point, planned[i].runs);
    } else {
      ledger_.add_refused(number);
    }
    tried_.push_back(
        {.decision = decisions_, .trial = decision.trials[i], .planned = std::move(planned[i])});
  }
  ++decisions_;
}

bool SearchHistory::counts(const TriedPoint& tried) const {
  const Attempt& attempt = tried.trial.attempt;
  return tried.is_feasible() && attempt.first_seed + attempt.seeds == seeds_;
}

std::vector<std::int64_t> SearchHistory::settle() {
  std::vector<std::int64_t> settled;
  for (auto& [trial, observation] : ledger_.take_complete()) {
    settled.push_back(trial);
    TriedPoint& tried = tried_[static_cast<std::size_t>(trial)];
    tried.observation = std::move(observation);
    ++complete_;
    if (!counts(tried)) continue;
    ++feasible_;
    best_.add(tried.observation->objectives);
  }
  return settled;
}

std::vector<double> gained_volumes(const SearchHistory& history) {
  const Objectives& baseline = history.objective().baseline_objectives();
  ParetoArchive best;
  std::vector<double> volumes;
  for (const TriedPoint& tried : history.tried()) {
    const bool gains = history.counts(tried) && best.add(tried.observation->objectives);
    const double before = volumes.empty() ? 0 : volumes.back();
    volumes.push_back(gains ? best.volume(baseline) : before);
  }
  return volumes;
}

}  // namespace servesweep::sweep
