#include "sweep/search/nsga2.h"

#include <algorithm>
#include <boost/random/uniform_01.hpp>
#include <utility>

#include "engine/base/contract.h"
#include "sweep/search/shuffle.h"

namespace servesweep::sweep {
namespace {

constexpr engine::StreamPurpose kChild("search.nsga2");
/// Children of a population that has gathered in few cells were proposed before; after so many
/// attempts in a row the place goes to a point from anywhere.
constexpr std::uint64_t kMostAttempts = 100;

}  // namespace

Nsga2::Nsga2(SearchSpace space, std::uint64_t seed, Nsga2Settings settings)
    : fresh_(std::move(space), seed),
      seed_(seed),
      settings_(settings),
      start_(fresh_.space().dimensions().size(), seed) {
  SERVESWEEP_EXPECT(settings_.population >= 2);
}

std::vector<Trial> Nsga2::ask(std::size_t count) {
  if (told_ == generation_.size()) begin_generation();
  std::vector<Trial> trials;
  while (trials.size() < count && asked_ < generation_.size()) {
    trials.push_back(generation_[asked_++].trial);
  }
  return trials;
}

void Nsga2::tell(const Trial& trial, const Observation& observation) {
  const auto member =
      std::ranges::find(generation_, trial.id, [](const Member& one) { return one.trial.id; });
  SERVESWEEP_EXPECT(member != generation_.end());
  member->observation = observation;
  ++told_;
}

void Nsga2::begin_generation() {
  select_parents();
  generation_.clear();
  asked_ = told_ = 0;
  while (generation_.size() < settings_.population) {
    std::uint64_t attempt = 0;
    std::optional<Trial> trial = fresh_.next([&] { return child(attempt++); });
    if (!trial) break;
    generation_.push_back({.trial = std::move(*trial)});
  }
}

/// The best of parents and children; in the first generation there are none yet.
void Nsga2::select_parents() {
  std::ranges::move(generation_, std::back_inserter(parents_));
  std::vector<Observation> observations;
  for (const Member& one : parents_) observations.push_back(one.observation);
  const std::vector<std::size_t> order = constrained_ranking(observations).order;
  std::vector<Member> selected;
  observations.clear();
  for (std::size_t i = 0; i < std::min(order.size(), settings_.population); ++i) {
    selected.push_back(std::move(parents_[order[i]]));
    observations.push_back(selected.back().observation);
  }
  parents_ = std::move(selected);
  ranking_ = constrained_ranking(observations);
}

UnitPoint Nsga2::child(std::uint64_t attempt) {
  if (parents_.size() < 2 || attempt >= kMostAttempts) return start_.next();
  engine::Stream stream(seed_, kChild, bred_++);
  const UnitPoint& mother = winner(stream);
  const UnitPoint& father = winner(stream);
  UnitPoint point = settings_.operators.cross(fresh_.space(), mother, father, stream);
  settings_.operators.mutate(fresh_.space(), point, stream);
  return point;
}

/// Binary tournament.
const UnitPoint& Nsga2::winner(engine::Stream& stream) const {
  const std::size_t one = uniform_index(parents_.size(), stream);
  const std::size_t other = uniform_index(parents_.size(), stream);
  return parents_[ranking_.prefers(other, one) ? other : one].trial.x;
}

}  // namespace servesweep::sweep
