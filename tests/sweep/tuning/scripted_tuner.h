#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "sweep/tuning/tuner.h"

namespace servesweep::sweep {

/// Asks for point after point, "n" = 0, 1, 2, … up to a number, and remembers what it was told.
class ScriptedTuner final : public Tuner {
 public:
  ScriptedTuner(std::size_t points, std::size_t generation,
                std::vector<std::pair<std::size_t, double>>& told)
      : points_(points), generation_(generation), told_(told) {}

  [[nodiscard]] std::vector<Attempt> ask(std::size_t count) override {
    std::vector<Attempt> attempts;
    for (; attempts.size() < count && asked_ < points_; ++asked_) {
      Point point({{"n", static_cast<double>(asked_)}});
      attempts.push_back({.point = std::move(point), .first_seed = 0, .seeds = 2});
    }
    return attempts;
  }
  void tell(std::size_t attempt, const Observation& observation) override {
    told_.emplace_back(attempt, observation.objectives.at(0));
  }
  [[nodiscard]] std::size_t usual_generation() const override { return generation_; }

 private:
  std::size_t points_, generation_, asked_ = 0;
  std::vector<std::pair<std::size_t, double>>& told_;
};

}  // namespace servesweep::sweep
