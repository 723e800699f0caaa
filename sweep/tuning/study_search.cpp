#include "sweep/tuning/study_search.h"

#include <chrono>

#include "sweep/tuning/make_tuners.h"

namespace servesweep::sweep {

StudySearch::StudySearch(const Study& study, const Plan& plan, SearchMethod method)
    : history_(study, plan), director_(make_tuners(study, method), pace_of(study.search())) {}

/// What is complete by now goes to the director. Not while it decides.
void StudySearch::settle() {
  for (const std::int64_t trial : history_.settle()) {
    director_.note(trial, *history_.tried()[static_cast<std::size_t>(trial)].observation);
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

}  // namespace servesweep::sweep
