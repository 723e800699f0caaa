#include "sweep/tuning/search_history.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "sweep/search/constrained_ranking.h"
#include "sweep/search/pareto_archive.h"

namespace servesweep::sweep {

bool TriedPoint::is_feasible() const {
  return observation && violation_of(*observation) <= 0;
}

SearchHistory::SearchHistory(const Study& study, const Plan& plan)
    : plan_(plan), seeds_(study.seeds().size()), whole_(study, plan, 0) {
  const std::size_t whole = study.workloads().size();
  if (study.run_workload_count() > whole) shortened_.emplace(study, plan, whole);
}

void SearchHistory::note(RunId run, std::vector<double> figures) {
  Account& account = plan_.is_shortened(plan_.runs()[run.index()]) ? *shortened_ : whole_;
  account.ledger.note(run, std::move(figures));
}

void SearchHistory::begin() {
  begin(whole_);
  if (shortened_) begin(*shortened_);
}

void SearchHistory::begin(Account& account) const {
  PointFigures baseline = account.objective.no_figures();
  for (const PlannedRun& run : plan_.runs()) {
    const bool further = run.replication >= seeds_;  // came after the search
    const bool is_baseline = plan_.points()[run.point.index()].strategy == 0;
    const bool belongs = plan_.is_shortened(run) == (account.first_workload > 0);
    if (further || !is_baseline || !belongs) continue;
    baseline.set(run.workload - account.first_workload, run.replication,
                 account.ledger.figures(run.same_as));
  }
  account.objective.set_baseline(std::move(baseline));
}

SearchHistory::Account& SearchHistory::account_of(const StudyTrial& trial) {
  return trial.attempt.shortened ? *shortened_ : whole_;
}

void SearchHistory::add(const Decision& decision, std::vector<PlannedTrial> planned) {
  for (std::size_t i = 0; i < planned.size(); ++i) {
    const auto number = static_cast<std::int64_t>(tried_.size());
    TrialLedger& ledger = account_of(decision.trials[i]).ledger;
    if (planned[i].point) {
      ledger.add(number, *planned[i].point, planned[i].runs);
    } else {
      ledger.add_refused(number);
    }
    tried_.push_back(
        {.decision = decisions_, .trial = decision.trials[i], .planned = std::move(planned[i])});
  }
  ++decisions_;
}

bool SearchHistory::counts(const TriedPoint& tried) const {
  const Attempt& attempt = tried.trial.attempt;
  return tried.is_feasible() && !attempt.shortened && attempt.first_seed + attempt.seeds == seeds_;
}

std::vector<std::int64_t> SearchHistory::settle() {
  std::vector<std::int64_t> settled;
  std::vector<std::pair<std::int64_t, Observation>> complete = whole_.ledger.take_complete();
  if (shortened_)
    std::ranges::move(shortened_->ledger.take_complete(), std::back_inserter(complete));
  for (auto& [trial, observation] : complete) {
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
