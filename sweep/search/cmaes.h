#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "engine/random/stream.h"
#include "sweep/search/brood.h"
#include "sweep/search/category_frequencies.h"
#include "sweep/search/covariance_adaptation.h"
#include "sweep/search/fresh_points.h"
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
/// Who asks when everything was told gets generations. Who asks for more while points are under way
/// gets draws of the present distribution, which learns whenever a generation's number was told, in
/// the order of telling, whether they were drawn from this distribution or from an earlier one. (To
/// teach the steps from the earlier mean instead of the places found less on test problems.) What
/// was drawn before a restart teaches nothing after it. In which order points are told between two
/// ask() makes no difference.
///
/// pagmo2's cmaes is not used: its evolve() draws and
/// evaluates whole generations by itself, so it cannot be asked for points; it knows neither
/// constraints nor whole numbers, and draws with distributions that differ between platforms.
class Cmaes final : public Optimiser {
 public:
  explicit Cmaes(SearchSpace space, CmaesOptions options = {});

  /// Fewer only if the space is exhausted.
  [[nodiscard]] std::vector<Trial> ask(std::size_t count) override;
  void tell(const Trial& trial, const Observation& observation) override;

 private:
  /// A point that is under way, as it was drawn, before snapping.
  struct Drawn {
    UnitPoint point;
    std::uint64_t restarts = 0;  ///< before it
  };
  using Members = std::vector<Brood::Member>;

  void breed(std::size_t count);
  [[nodiscard]] UnitPoint draw(std::uint64_t attempt);
  void draw_numbers(UnitPoint& point, double widening, engine::Stream& stream) const;
  void learn();
  void learn_from(const Members& members);
  [[nodiscard]] bool has_converged(const Brood::Member& best, const Brood::Member& worst) const;
  void restart(const UnitPoint& from, std::size_t population);
  [[nodiscard]] Eigen::VectorXd numbers_of(const UnitPoint& point) const;

  FreshPoints fresh_;
  std::uint64_t seed_;
  SobolPoints starts_;                             ///< of restarts
  std::vector<std::size_t> numbers_, categories_;  ///< dimensions of each kind
  std::size_t population_;
  std::optional<CovarianceAdaptation> distribution_;  ///< of the numbers, if there are any
  std::vector<CategoryFrequencies> frequencies_;      ///< of the categories
  Brood brood_;
  std::map<TrialId, Drawn> drawn_;  ///< of what is bred and not learned from
  Members told_;                    ///< not learned from: less than a population
  std::uint64_t draws_ = 0, restarts_ = 0;
};

}  // namespace servesweep::sweep
