#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sweep/search/constrained_ranking.h"
#include "sweep/search/fresh_points.h"
#include "sweep/search/genetic_operators.h"
#include "sweep/search/optimiser.h"
#include "sweep/search/search_space.h"
#include "sweep/search/sobol_points.h"

namespace servesweep::sweep {

struct Nsga2Settings {
  std::size_t population = 20;
  GeneticOperators operators{};
};

/// NSGA-II (Deb et al., "A fast and elitist multiobjective genetic algorithm: NSGA-II", IEEE TEC
/// 2002): a population of the best points by Pareto layer and crowding, whose children are the next
/// points; constraints by constraint domination. The first generation is scrambled Sobol' points.
///
/// It works in generations: ask() gives what is left of the current one, and nothing until all of
/// it was told; then a new generation begins. So it makes no difference in which order the points
/// of a generation are told or how many are asked for at once.
class Nsga2 final : public Optimiser {
 public:
  /// Precondition: a population of at least 2.
  Nsga2(SearchSpace space, std::uint64_t seed, Nsga2Settings settings = {});

  /// Nothing although the space is not exhausted: the generation has to be told first.
  [[nodiscard]] std::vector<Trial> ask(std::size_t count) override;
  void tell(const Trial& trial, const Observation& observation) override;

 private:
  /// A point of the population or of the generation that is on its way into it.
  struct Member {
    Trial trial;
    Observation observation{};
  };

  void begin_generation();
  void select_parents();
  [[nodiscard]] UnitPoint child(std::uint64_t attempt);
  [[nodiscard]] const UnitPoint& winner(engine::Stream& stream) const;

  FreshPoints fresh_;
  std::uint64_t seed_;
  Nsga2Settings settings_;
  SobolPoints start_;
  std::vector<Member> parents_;
  ConstrainedRanking ranking_;  ///< of the parents
  std::vector<Member> generation_;
  std::size_t asked_ = 0, told_ = 0;  ///< of the generation
  std::uint64_t bred_ = 0;            ///< children drawn, also those that were not fresh
};

}  // namespace servesweep::sweep
