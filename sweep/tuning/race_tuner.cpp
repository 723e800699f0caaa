#include "sweep/tuning/race_tuner.h"

#include <algorithm>
#include <cmath>

#include "engine/base/contract.h"
#include "sweep/search/constrained_ranking.h"
#include "sweep/statistics/moments.h"

namespace servesweep::sweep {

RaceTuner::RaceTuner(const std::vector<Point>& points, RaceOptions options)
    : options_(options), shortened_(options.horizon < 1) {
  SERVESWEEP_EXPECT(!points.empty() && options_.seeds >= 1);
  for (const Point& point : points) {
    field_.push_back(runners_.size());
    runners_.push_back({.point = point});
  }
}

std::vector<Attempt> RaceTuner::ask(std::size_t count) {
  if (waiting_.empty() && under_way_ == 0) begin_heat();
  std::vector<Attempt> attempts;
  for (; attempts.size() < count && !waiting_.empty(); waiting_.pop_front(), ++under_way_) {
    attempts.push_back(std::move(waiting_.front()));
  }
  return attempts;
}

void RaceTuner::tell(std::size_t attempt, const Observation& observation) {
  runners_[by_attempt_[attempt]].observation = observation;
  --under_way_;
}

void RaceTuner::begin_heat() {
  if (target_ > 0) drop_the_worse();
  set_target();
  double had = 0;
  std::vector<Contender> contenders;
  for (const std::size_t runner : field_) {
    had += static_cast<double>(runners_[runner].seeds);
    contenders.push_back(contender(runners_[runner]));
  }
  const double wanted = std::ceil(target_ * static_cast<double>(field_.size()) - had);
  const auto seeds = static_cast<std::size_t>(std::max(wanted, 0.0));
  const std::vector<std::size_t> given = allocate_seeds(contenders, seeds);
  for (std::size_t i = 0; i < field_.size(); ++i) give(field_[i], given[i]);
}

bool RaceTuner::all_have_all_seeds() const {
  return std::ranges::all_of(
      field_, [this](std::size_t runner) { return runners_[runner].seeds == options_.seeds; });
}

/// The seeds of the next heat, and whether it is a short one.
void RaceTuner::set_target() {
  const auto first = static_cast<double>(options_.first_seeds);
  const auto most = static_cast<double>(options_.seeds);
  const double next = std::min(target_ == 0 ? first : target_ / options_.keep, most);
  // Rounding must not decide whether 8 / 0.5 · 0.25 is less than 4.
  constexpr double kRounding = 1e-9;
  const bool dear = target_ > 0 && next * options_.horizon > first * (1 - kRounding);
  if (shortened_ && (dear || all_have_all_seeds())) {
    shortened_ = false;
    for (const std::size_t runner : field_) runners_[runner].seeds = 0;
    target_ = std::min(first, most);
  } else {
    target_ = next;
  }
}

void RaceTuner::drop_the_worse() {
  if (!shortened_ && all_have_all_seeds()) return;
  std::vector<Observation> observations;
  for (const std::size_t runner : field_) {
    observations.push_back(runners_[runner].observation);
  }
  const double share = options_.keep * static_cast<double>(field_.size());
  const auto wanted = static_cast<std::size_t>(std::ceil(share));
  const std::size_t kept = std::max<std::size_t>(1, std::min(wanted, field_.size() - 1));
  std::vector<std::size_t> field;
  for (const std::size_t place : constrained_ranking(observations).order) {
    if (field.size() < kept) field.push_back(field_[place]);
  }
  std::ranges::sort(field);
  field_ = std::move(field);
}

void RaceTuner::give(std::size_t runner, std::size_t seeds) {
  Runner& given = runners_[runner];
  if (seeds == 0) return;
  waiting_.push_back(
      {.point = given.point, .first_seed = given.seeds, .seeds = seeds, .shortened = shortened_});
  by_attempt_.push_back(runner);
  given.seeds += seeds;
}

Contender RaceTuner::contender(const Runner& runner) const {
  Contender contender{.objectives = runner.observation.objectives,
                      .variances = runner.observation.variances,
                      .seeds_left = options_.seeds - runner.seeds};
  const bool unknown = runner.seeds == 0 || violation_of(runner.observation) > 0;
  if (unknown) contender.objectives.clear();
  if (unknown) contender.variances.clear();
  for (double& variance : contender.variances) variance *= static_cast<double>(runner.seeds);
  return contender;
}

}  // namespace servesweep::sweep
