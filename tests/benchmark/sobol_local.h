#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sweep/search/fresh_points.h"
#include "sweep/search/optimiser.h"
#include "sweep/search/pareto.h"
#include "sweep/search/sobol_points.h"

namespace servesweep::benchmark {

/// The bound for methods that learn: first scrambled Sobol' points, then steps from the points of
/// the Pareto front so far, which need no thought. A step goes from a front point drawn at random,
/// in every coordinate, by a normal number times one length, which is 0.2 · 2⁻ᵏ with k drawn from 0
/// to 5: so no schedule has to fit the budget. Points that break constraints or fail are never
/// stepped from. No study can ask for it.
class SobolLocal final : public sweep::Optimiser {
 public:
  /// `global`: how many Sobol' points, those of `first` included. Precondition: at least 1.
  SobolLocal(sweep::SearchSpace space, std::uint64_t seed, std::size_t global,
             std::vector<sweep::UnitPoint> first = {});

  [[nodiscard]] std::vector<sweep::Trial> ask(std::size_t count) override;
  void tell(const sweep::Trial& trial, const sweep::Observation& observation) override;

 private:
  [[nodiscard]] sweep::UnitPoint step();

  sweep::FreshPoints fresh_;
  sweep::SobolPoints points_;
  std::uint64_t seed_;
  std::size_t global_, asked_ = 0;
  std::uint64_t steps_ = 0;
  std::vector<sweep::UnitPoint> front_;  ///< of what was told
  std::vector<sweep::Objectives> front_objectives_;
};

}  // namespace servesweep::benchmark
