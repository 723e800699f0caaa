#include "sweep/tuning/optimiser_tuner.h"

#include <algorithm>
#include <utility>

namespace servesweep::sweep {

OptimiserTuner::OptimiserTuner(SearchSpace space, std::unique_ptr<Optimiser> optimiser,
                               Limits limits)
    : space_(std::move(space)), optimiser_(std::move(optimiser)), limits_(limits) {}

std::vector<Attempt> OptimiserTuner::ask(std::size_t count) {
  std::vector<Attempt> attempts;
  const std::size_t wanted = std::min(count, limits_.points - trials_.size());
  if (wanted == 0) return attempts;
  for (Trial& trial : optimiser_->ask(wanted)) {
    attempts.push_back({.point = space_.decode(trial.x), .first_seed = 0, .seeds = limits_.seeds});
    trials_.push_back(std::move(trial));
  }
  return attempts;
}

void OptimiserTuner::tell(std::size_t attempt, const Observation& observation) {
  optimiser_->tell(trials_[attempt], observation);
}

}  // namespace servesweep::sweep
