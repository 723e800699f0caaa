#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/random/stream.h"
#include "sweep/search/category_frequencies.h"
#include "sweep/search/covariance_adaptation.h"
#include "sweep/search/fresh_points.h"
#include "sweep/search/generation.h"
#include "sweep/search/optimiser.h"
#include "sweep/search/sobol_points.h"

namespace servesweep::sweep {

struct CmaesOptions {
  std::uint64_t seed = 0;
  std::vector<UnitPoint> first{};  ///< to be proposed before anything else
  /// Points of a generation, at least 4; 0: 4 + ⌊3·ln d⌋ in d dimensions.
  std::size_t population = 0;
};

/// CMA-ES, for one objective: a normal distribution that follows the best of each generation
/// (covariance_adaptation.h), over the real and ordered dimensions by their positions; categories
/// are drawn by frequencies that follow the best as well. It starts around the first of the points
/// that the caller wants first, otherwise in the middle, with a standard deviation of 0.3.
///
/// - Bounds: points outside are reflected into the cube.
/// - Ordered values: a coordinate's deviation is never less than half its cell, so that the
///   neighbours stay within reach.
/// - Constraints and failures: ranked by constraint domination (constrained_ranking.h); forbidden
///   points and those that were proposed before are drawn again, ever more widely.
/// - Several objectives are ranked in the same way, by Pareto layer and crowding: that finds some
///   of a front; nsga2 and bayes find more.
/// - Restarts: where the distribution has shrunk to a point or a generation was all equal, it
///   starts again from elsewhere with twice the population (Auger and Hansen, "A restart CMA
///   evolution strategy with increasing population size", CEC 2005).
///
/// It works in generations, as nsga2 does. pagmo2's cmaes is not used: its evolve() draws and
/// evaluates whole generations by itself, so it cannot be asked for points; it knows neither
/// constraints nor whole numbers, and draws with distributions that differ between platforms.
class Cmaes final : public Optimiser {
 public:
  explicit Cmaes(SearchSpace space, CmaesOptions options = {});

  /// Nothing although the space is not exhausted: the generation has to be told first.
  [[nodiscard]] std::vector<Trial> ask(std::size_t count) override;
  void tell(const Trial& trial, const Observation& observation) override;

 private:
  [[nodiscard]] std::vector<Trial> bred();
  [[nodiscard]] UnitPoint draw(std::uint64_t attempt);
  void draw_numbers(UnitPoint& point, double widening, engine::Stream& stream) const;
  void learn();
  [[nodiscard]] bool has_converged(const std::vector<std::size_t>& order) const;
  void restart(const UnitPoint& from, std::size_t population);
  [[nodiscard]] Eigen::VectorXd numbers_of(const UnitPoint& point) const;

  FreshPoints fresh_;
  std::uint64_t seed_;
  SobolPoints starts_;                             ///< of restarts
  std::vector<std::size_t> numbers_, categories_;  ///< dimensions of each kind
  std::size_t population_;
  std::optional<CovarianceAdaptation> distribution_;  ///< of the numbers, if there are any
  std::vector<CategoryFrequencies> frequencies_;      ///< of the categories
  Generation generation_;
  std::vector<UnitPoint> drawn_;  ///< the members as they were drawn, before snapping
  std::uint64_t draws_ = 0;
};

}  // namespace servesweep::sweep
