#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sweep/tuning/tuner.h"

namespace servesweep::sweep {

/// Asks for points that depend on all that it was asked and told before, in which order: whoever
/// asks or tells otherwise gets other points.
class EchoTuner final : public Tuner {
 public:
  struct Habits {
    std::size_t points = 1;      ///< in all
    std::size_t generation = 1;  ///< the usual one
    bool waits = false;          ///< as a method that has to be told a generation before the next
  };
  explicit EchoTuner(Habits habits) : habits_(habits) {}

  [[nodiscard]] std::vector<Attempt> ask(std::size_t count) override {
    stir(count);
    std::vector<Attempt> attempts;
    std::size_t most = habits_.points - asked_;
    if (habits_.waits && begun_ == habits_.generation && told_ < asked_) most = 0;
    if (habits_.waits && begun_ == habits_.generation && told_ == asked_) begun_ = 0;
    if (habits_.waits) most = std::min(most, habits_.generation - begun_);
    for (; attempts.size() < std::min(count, most); ++asked_, ++begun_) {
      stir(asked_);
      Point point({{"n", static_cast<double>(state_ % 1'000'000)}});
      attempts.push_back({.point = std::move(point), .first_seed = 0, .seeds = 1});
    }
    return attempts;
  }
  void tell(std::size_t attempt, const Observation& observation) override {
    stir(attempt);
    stir(static_cast<std::uint64_t>(observation.objectives.at(0)));
    ++told_;
  }
  [[nodiscard]] std::size_t usual_generation() const override { return habits_.generation; }

 private:
  /// A step of FNV-1a.
  void stir(std::uint64_t value) { state_ = (state_ ^ value) * 0x100000001b3; }

  Habits habits_;
  std::size_t asked_ = 0, told_ = 0;
  std::size_t begun_ = 0;  ///< of the present generation
  std::uint64_t state_ = 0xcbf29ce484222325;
};

}  // namespace servesweep::sweep
