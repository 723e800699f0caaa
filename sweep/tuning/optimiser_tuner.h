#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "sweep/search/search_space.h"
#include "sweep/tuning/tuner.h"

namespace servesweep::sweep {

/// Tries what an optimiser proposes, each point once on every seed.
class OptimiserTuner final : public Tuner {
 public:
  struct Limits {
    std::size_t points = 1;  ///< to be tried in all
    std::size_t seeds = 1;   ///< of the study
    std::size_t generation = 1;
  };
  /// `space`: that of the optimiser.
  OptimiserTuner(SearchSpace space, std::unique_ptr<Optimiser> optimiser, Limits limits);

  [[nodiscard]] std::vector<Attempt> ask(std::size_t count) override;
  void tell(std::size_t attempt, const Observation& observation) override;
  [[nodiscard]] std::size_t usual_generation() const override { return limits_.generation; }

 private:
  SearchSpace space_;
  std::unique_ptr<Optimiser> optimiser_;
  Limits limits_;
  std::vector<Trial> trials_;  ///< by attempt
};

}  // namespace servesweep::sweep
