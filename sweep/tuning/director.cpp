#include "sweep/tuning/director.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include "engine/base/contract.h"
#include "engine/base/problem.h"

namespace servesweep::sweep {

Director::Director(std::vector<std::unique_ptr<Tuner>> tuners, Pace pace) : pace_(pace) {
  for (std::size_t i = 0; i < tuners.size(); ++i) {
    if (tuners[i]) searched_.push_back({.strategy = i, .tuner = std::move(tuners[i])});
  }
}

void Director::note(std::int64_t trial, Observation outcome) {
  SERVESWEEP_EXPECT(trial >= 0 && static_cast<std::size_t>(trial) < trials_.size());
  noted_.emplace(trial, std::move(outcome));
}

bool Director::finished() const {
  return std::ranges::all_of(searched_, [](const Searched& one) { return one.exhausted; });
}

/// The trials that the next decision would learn.
std::vector<std::int64_t> Director::to_tell() const {
  std::vector<std::int64_t> told;
  if (pace_.asynchronous > 0) {
    for (const auto& [trial, outcome] : noted_) told.push_back(trial);
    return told;
  }
  const std::size_t next = generation_ends_.size();
  if (next <= pace_.ahead) return told;
  const std::size_t learned = next - 1 - pace_.ahead;
  const std::int64_t begin = learned == 0 ? 0 : generation_ends_[learned - 1];
  told.resize(static_cast<std::size_t>(generation_ends_[learned] - begin));
  std::iota(told.begin(), told.end(), begin);
  return told;
}

bool Director::can_decide() const {
  if (finished()) return false;
  if (pace_.asynchronous > 0) {
    return !noted_.empty() || std::ranges::any_of(searched_, [this](const Searched& one) {
      return one.asked == 0 && wanted_of(one) > 0;
    });
  }
  return std::ranges::all_of(to_tell(), [this](auto trial) { return noted_.contains(trial); });
}

std::size_t Director::wanted_of(const Searched& searched) const {
  if (searched.exhausted) return 0;
  if (pace_.asynchronous > 0) {
    return pace_.asynchronous - std::min(pace_.asynchronous, searched.under_way);
  }
  return pace_.generation > 0 ? pace_.generation : searched.tuner->usual_generation();
}

Decision Director::decide() {
  SERVESWEEP_EXPECT(can_decide());
  return decide_on(to_tell());
}

Decision Director::decide_on(std::vector<std::int64_t> told) {
  Decision decision{.told = std::move(told), .trials = {}};
  for (const std::int64_t number : decision.told) {
    const auto outcome = noted_.extract(number);
    SERVESWEEP_EXPECT(!outcome.empty());
    Known& trial = trials_[static_cast<std::size_t>(number)];
    Searched& searched = searched_[trial.searched];
    searched.tuner->tell(trial.attempt, outcome.mapped());
    --searched.under_way;
  }
  for (std::size_t i = 0; i < searched_.size(); ++i) ask(i, decision);
  generation_ends_.push_back(static_cast<std::int64_t>(trials_.size()));
  return decision;
}

void Director::ask(std::size_t index, Decision& decision) {
  Searched& searched = searched_[index];
  const std::size_t wanted = wanted_of(searched);
  if (wanted == 0) return;
  std::vector<Attempt> attempts = searched.tuner->ask(wanted);
  // A tuner that waits for nothing and asks for nothing has no more.
  searched.exhausted = attempts.empty() && searched.under_way == 0;
  for (Attempt& attempt : attempts) {
    decision.trials.push_back({.strategy = searched.strategy, .attempt = std::move(attempt)});
    trials_.push_back({.searched = index, .attempt = searched.asked++});
    ++searched.under_way;
  }
}

void Director::repeat(const Decision& decision) {
  const bool known = std::ranges::all_of(
      decision.told, [this](std::int64_t trial) { return noted_.contains(trial); });
  const bool in_order = std::ranges::adjacent_find(decision.told, std::ranges::greater_equal()) ==
                        decision.told.end();
  const bool as_now = pace_.asynchronous > 0 || decision.told == to_tell();
  if (known && in_order && as_now && decide_on(decision.told) == decision) return;
  throw engine::Problem("journal", "the search of this folder does not repeat here",
                        "another version of servesweep or another kind of processor decided it",
                        "continue where it was begun, or start in a new folder");
}

}  // namespace servesweep::sweep
