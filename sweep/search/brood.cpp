#include "sweep/search/brood.h"

#include <utility>

#include "engine/base/contract.h"

namespace servesweep::sweep {

Trial Brood::give_out() {
  SERVESWEEP_EXPECT(has_waiting());
  Trial trial = std::move(waiting_.front());
  waiting_.pop_front();
  under_way_.emplace(trial.id, trial);
  return trial;
}

void Brood::tell(const Trial& trial, const Observation& observation) {
  auto known = under_way_.extract(trial.id);
  SERVESWEEP_EXPECT(!known.empty());
  told_.emplace(trial.id, Member{std::move(known.mapped()), observation});
}

std::vector<Brood::Member> Brood::take_told() {
  std::vector<Member> members;
  for (auto& [id, member] : std::exchange(told_, {})) members.push_back(std::move(member));
  return members;
}

}  // namespace servesweep::sweep
