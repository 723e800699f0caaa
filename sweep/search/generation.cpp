#include "sweep/search/generation.h"

#include <algorithm>
#include <utility>

#include "engine/base/contract.h"

namespace servesweep::sweep {

void Generation::begin(std::vector<Trial> trials) {
  SERVESWEEP_EXPECT(is_complete());
  members_.clear();
  given_out_ = told_ = 0;
  for (Trial& trial : trials) members_.push_back({.trial = std::move(trial)});
}

std::vector<Trial> Generation::give_out(std::size_t count) {
  std::vector<Trial> trials;
  while (trials.size() < count && given_out_ < members_.size()) {
    trials.push_back(members_[given_out_++].trial);
  }
  return trials;
}

void Generation::tell(const Trial& trial, const Observation& observation) {
  const auto member =
      std::ranges::find(members_, trial.id, [](const Member& one) { return one.trial.id; });
  SERVESWEEP_EXPECT(member != members_.end());
  member->observation = observation;
  ++told_;
}

}  // namespace servesweep::sweep
