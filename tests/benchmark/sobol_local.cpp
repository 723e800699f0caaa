#include "tests/benchmark/sobol_local.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/random/stream.h"
#include "sweep/search/constrained_ranking.h"
#include "sweep/search/draws.h"

namespace servesweep::benchmark {
namespace {

constexpr engine::StreamPurpose kStep("benchmark.sobol-local.step");
constexpr double kLongest = 0.2;
constexpr double kLengths = 6;

}  // namespace

SobolLocal::SobolLocal(sweep::SearchSpace space, std::uint64_t seed, std::size_t global,
                       std::vector<sweep::UnitPoint> first)
    : fresh_(std::move(space), seed, std::move(first)),
      points_(fresh_.space().dimensions().size(), seed),
      seed_(seed),
      global_(global) {}

std::vector<sweep::Trial> SobolLocal::ask(std::size_t count) {
  std::vector<sweep::Trial> trials;
  for (; trials.size() < count; ++asked_) {
    const bool is_local = asked_ >= global_ && !front_.empty();
    auto trial = fresh_.next([&] { return is_local ? step() : points_.next(); });
    if (!trial) break;
    trials.push_back(std::move(*trial));
  }
  return trials;
}

sweep::UnitPoint SobolLocal::step() {
  engine::Stream stream(seed_, kStep, steps_++);
  const auto from =
      static_cast<std::size_t>(sweep::uniform(stream) * static_cast<double>(front_.size()));
  const double length = kLongest * std::exp2(-std::floor(sweep::uniform(stream) * kLengths));
  sweep::UnitPoint point = front_[from];
  for (double& coordinate : point) {
    coordinate = std::clamp(coordinate + length * sweep::normal(stream), 0.0, 1.0);
  }
  return point;
}

void SobolLocal::tell(const sweep::Trial& trial, const sweep::Observation& observation) {
  if (sweep::violation_of(observation) > 0) return;
  front_.push_back(trial.x);
  front_objectives_.push_back(observation.objectives);
  std::vector<sweep::UnitPoint> points;
  std::vector<sweep::Objectives> objectives;
  for (const std::size_t place : sweep::pareto_front(front_objectives_)) {
    points.push_back(std::move(front_[place]));
    objectives.push_back(std::move(front_objectives_[place]));
  }
  front_ = std::move(points);
  front_objectives_ = std::move(objectives);
}

}  // namespace servesweep::benchmark
