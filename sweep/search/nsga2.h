#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sweep/search/brood.h"
#include "sweep/search/constrained_ranking.h"
#include "sweep/search/fresh_points.h"
#include "sweep/search/genetic_operators.h"
#include "sweep/search/optimiser.h"
#include "sweep/search/search_space.h"
#include "sweep/search/sobol_points.h"

namespace servesweep::sweep {

struct Nsga2Options {
  std::uint64_t seed = 0;
  std::vector<UnitPoint> first{};  ///< to be proposed before anything else
  std::size_t population = 20;
  GeneticOperators operators{};
};

/// NSGA-II (Deb et al., "A fast and elitist multiobjective genetic algorithm: NSGA-II", IEEE TEC
/// 2002): a population of the best points by Pareto layer and crowding, whose children are the next
/// points; constraints by constraint domination. The first generation is the points that the caller
/// wants first, then scrambled Sobol' points.
///
/// Who asks when everything was told gets generations: a whole one is bred then, and given out in
/// pieces. Who asks for more while points are under way gets children of what was told so far, as
/// many as are wanted: the parents are the best of all that was told, one generation or one point
/// after the other (steady state; Durillo et al., "On the effect of the steady-state selection
/// scheme in multi-objective genetic algorithms", EMO 2009). In which order points are told between
/// two ask() makes no difference.
class Nsga2 final : public Optimiser {
 public:
  /// Precondition: a population of at least 2.
  explicit Nsga2(SearchSpace space, Nsga2Options options = {});

  /// Fewer only if the space is exhausted.
  [[nodiscard]] std::vector<Trial> ask(std::size_t count) override;
  void tell(const Trial& trial, const Observation& observation) override;

 private:
  using Member = Brood::Member;

  void breed(std::size_t count);
  void select_parents();
  [[nodiscard]] UnitPoint child(std::uint64_t attempt);
  [[nodiscard]] const UnitPoint& winner(engine::Stream& stream) const;

  Nsga2Options options_;
  FreshPoints fresh_;
  SobolPoints start_;
  std::vector<Member> parents_;
  ConstrainedRanking ranking_;  ///< of the parents
  Brood brood_;
  std::uint64_t children_ = 0;  ///< drawn, also those that were not fresh
};

}  // namespace servesweep::sweep
