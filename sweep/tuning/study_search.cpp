#include "sweep/tuning/study_search.h"

#include <chrono>
#include <utility>

#include "sweep/tuning/make_tuners.h"

namespace servesweep::sweep {

StudySearch::StudySearch(const Study& study, const Plan& plan, SearchMethod method)
    : study_(study),
      plan_(plan),
      objective_(study),
      ledger_(plan, objective_),
      director_(make_tuners(study, method), pace_of(study.search())) {}

void StudySearch::note(RunId run, std::vector<double> figures) {
  ledger_.note(run, std::move(figures));
}

void StudySearch::begin() {
  PointFigures baseline = objective_.no_figures();
  for (std::size_t i = 0; i < plan_.runs().size(); ++i) {
    const PlannedRun& run = plan_.runs()[i];
    if (plan_.points()[run.point.index()].strategy != 0) continue;
    baseline.set(run.workload, run.replication, ledger_.figures(run.same_as));
  }
  objective_.set_baseline(std::move(baseline));
}

/// What is complete by now goes to the director. Not while it decides.
void StudySearch::settle() {
  for (auto& [trial, observation] : ledger_.take_complete()) {
    tried_[static_cast<std::size_t>(trial)].observation = observation;
    director_.note(trial, std::move(observation));
  }
}

void StudySearch::repeat(const Decision& decision, std::vector<PlannedTrial> planned) {
  settle();
  director_.repeat(decision);
  add(decision, std::move(planned));
}

std::optional<Decision> StudySearch::poll() {
  using namespace std::chrono_literals;
  if (thinking_.valid()) {
    if (thinking_.wait_for(0s) != std::future_status::ready) return std::nullopt;
    return thinking_.get();
  }
  settle();
  if (director_.can_decide()) {
    thinking_ = std::async(std::launch::async, [this] { return director_.decide(); });
  }
  return std::nullopt;
}

void StudySearch::add(const Decision& decision, std::vector<PlannedTrial> planned) {
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

}  // namespace servesweep::sweep
