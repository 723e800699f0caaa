#include "sweep/search/nsga2.h"

#include <algorithm>
#include <utility>

#include "engine/base/contract.h"
#include "sweep/search/shuffle.h"

namespace servesweep::sweep {
namespace {

constexpr engine::StreamPurpose kChild("search.nsga2");
/// Children of a population that has gathered in few cells were proposed before; after so many
/// attempts in a row the place goes to a point from anywhere.
constexpr std::uint64_t kMostMatings = 100;

}  // namespace

Nsga2::Nsga2(SearchSpace space, Nsga2Options options)
    : options_(std::move(options)),
      fresh_(std::move(space), options_.seed, options_.first),
      start_(fresh_.space().dimensions().size(), options_.seed) {
  SERVESWEEP_EXPECT(options_.population >= 2);
}

std::vector<Trial> Nsga2::ask(std::size_t count) {
  std::vector<Trial> trials;
  while (trials.size() < count) {
    if (!brood_.has_waiting()) {
      breed(brood_.is_under_way() ? count - trials.size() : options_.population);
    }
    if (!brood_.has_waiting()) break;
    trials.push_back(brood_.give_out());
  }
  return trials;
}

void Nsga2::tell(const Trial& trial, const Observation& observation) {
  brood_.tell(trial, observation);
}

void Nsga2::breed(std::size_t count) {
  select_parents();
  for (std::size_t bred = 0; bred < count; ++bred) {
    std::uint64_t attempt = 0;
    std::optional<Trial> trial = fresh_.next([&] { return child(attempt++); });
    if (!trial) break;
    brood_.add(std::move(*trial));
  }
}

/// The best of the parents and what was told since they were chosen.
void Nsga2::select_parents() {
  std::vector<Member> told = brood_.take_told();
  if (told.empty()) return;
  std::ranges::move(told, std::back_inserter(parents_));
  std::vector<Observation> observations;
  for (const Member& one : parents_) observations.push_back(one.observation);
  const std::vector<std::size_t> order = constrained_ranking(observations).order;
  std::vector<Member> selected;
  observations.clear();
  for (std::size_t i = 0; i < std::min(order.size(), options_.population); ++i) {
    selected.push_back(std::move(parents_[order[i]]));
    observations.push_back(selected.back().observation);
  }
  parents_ = std::move(selected);
  ranking_ = constrained_ranking(observations);
}

UnitPoint Nsga2::child(std::uint64_t attempt) {
  if (parents_.size() < 2 || attempt >= kMostMatings) return start_.next();
  engine::Stream stream(options_.seed, kChild, children_++);
  const UnitPoint& mother = winner(stream);
  const UnitPoint& father = winner(stream);
  UnitPoint point = options_.operators.cross(fresh_.space(), mother, father, stream);
  options_.operators.mutate(fresh_.space(), point, stream);
  return point;
}

/// Binary tournament.
const UnitPoint& Nsga2::winner(engine::Stream& stream) const {
  const std::size_t one = uniform_index(parents_.size(), stream);
  const std::size_t other = uniform_index(parents_.size(), stream);
  return parents_[ranking_.prefers(other, one) ? other : one].trial.x;
}

}  // namespace servesweep::sweep
