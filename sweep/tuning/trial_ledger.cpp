#include "sweep/tuning/trial_ledger.h"

#include "engine/base/contract.h"

namespace servesweep::sweep {

void TrialLedger::note(RunId run, std::vector<double> figures) {
  figures_.emplace(run.value(), std::move(figures));
  const auto waiting = waiting_for_.extract(run.value());
  if (waiting.empty()) return;
  for (const std::int64_t trial : waiting.mapped()) {
    const auto open = open_.find(trial);
    if (--open->second.missing > 0) continue;
    settle(trial, open->second);
    open_.erase(open);
  }
}

void TrialLedger::add(std::int64_t trial, PointId point, std::span<const RunId> runs) {
  SERVESWEEP_EXPECT(!runs.empty());
  Open open{.point = point, .runs = {runs.begin(), runs.end()}};
  for (const RunId run : runs) {
    const std::int32_t first = plan_.runs()[run.index()].same_as.value();
    if (figures_.contains(first)) continue;
    waiting_for_[first].push_back(trial);
    ++open.missing;
  }
  if (open.missing > 0) {
    open_.emplace(trial, std::move(open));
  } else {
    settle(trial, open);
  }
}

void TrialLedger::add_refused(std::int64_t trial) {
  Observation failed;
  failed.failed = true;
  complete_.emplace_back(trial, std::move(failed));
}

void TrialLedger::settle(std::int64_t trial, const Open& open) {
  const auto known = points_.try_emplace(open.point.value(), objective_.no_figures()).first;
  for (const RunId id : open.runs) {
    const PlannedRun& run = plan_.runs()[id.index()];
    known->second.set(run.workload - first_workload_, run.replication,
                      figures_.at(run.same_as.value()));
  }
  complete_.emplace_back(trial, objective_.observe(known->second));
}

std::vector<std::pair<std::int64_t, Observation>> TrialLedger::take_complete() {
  return std::exchange(complete_, {});
}

}  // namespace servesweep::sweep
