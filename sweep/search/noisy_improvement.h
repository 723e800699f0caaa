#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "sweep/search/path_fronts.h"
#include "sweep/search/plausible_front.h"
#include "sweep/search/sample_paths.h"
#include "sweep/search/surrogate.h"

namespace servesweep::sweep {

/// How much a point is worth trying: the logarithm of the expected hypervolume that it adds to the
/// feasible points seen so far (qLogNEHVI; with one objective qLogNEI), times the probability that
/// it meets every constraint. The expectation is a mean over sample paths, fixed for the life of
/// the object, so the noise of what was seen is integrated over and the result is smooth in x.
/// Points already chosen or still running are learned path by path: a batch is built greedily. Of a
/// constraint they are taken to give what is expected ("kriging believer": Ginsbourger, Le Riche &
/// Carraro, "Kriging is well-suited to parallelize optimization", 2010): where that breaks it,
/// their surroundings lose their hope, instead of being tried again and again.
///
/// Sources: Daulton, Balandat & Bakshy, "Parallel Bayesian Optimization of Multiple Noisy
/// Objectives with Expected Hypervolume Improvement", NeurIPS 2021; Ament et al., NeurIPS 2023.
class NoisyImprovement {
 public:
  struct Settings {
    Eigen::VectorXd reference;  ///< what counts as worthless, one per objective, at most 3
    Eigen::VectorXd ideal;      ///< about the best of each; sets the units with the reference
    UnitPoints pending{};       ///< points that are running, one per row: taken as tried
    Eigen::Index paths = 64;
    /// BoxDecomposition's τ, from ideal to reference = 1: gains far below its square drown in it,
    /// so a front of many points needs a smaller one.
    double smoothing = 1e-3;
    std::uint64_t seed = 0;
    std::uint64_t index = 0;  ///< of the base samples
  };

  /// One surrogate per objective and per constraint (which holds if at most 0), all of the same
  /// points. They must outlive this.
  NoisyImprovement(const std::vector<Surrogate>& objectives,
                   const std::vector<Surrogate>& constraints, Settings settings);
  NoisyImprovement(const std::vector<Surrogate>&, std::vector<Surrogate>&&, Settings) = delete;

  [[nodiscard]] double value(const Eigen::RowVectorXd& x) const;
  [[nodiscard]] double value(const Eigen::RowVectorXd& x, Eigen::VectorXd& gradient) const;

  /// Many points, to be valued again after each learn() at little cost.
  struct Pool {
    UnitPoints points;
    std::vector<SamplePaths::Forecast> objectives, constraints;
  };
  /// To be valued by the first `paths` paths.
  [[nodiscard]] Pool pool(UnitPoints points, Eigen::Index paths) const;
  void refresh(Pool& pool) const;
  [[nodiscard]] Eigen::VectorXd values(const Pool& pool) const;

  /// The point is taken as tried, with the value of each path at it, as the pending ones are.
  void learn(const Eigen::RowVectorXd& x);

  /// Rows of the observations that may be Pareto optimal.
  [[nodiscard]] std::vector<Eigen::Index> baseline() const;

 private:
  void start_paths(const UnitPoints& known);
  void start_fronts(const UnitPoints& points);
  [[nodiscard]] Eigen::MatrixXd settled_values() const;
  void draw_base_samples();
  [[nodiscard]] double valued(const Eigen::RowVectorXd& x, Eigen::VectorXd* gradient) const;
  [[nodiscard]] double log_gain(const Eigen::RowVectorXd& x, Eigen::VectorXd* gradient) const;
  [[nodiscard]] double unit(std::size_t objective, double standardised) const;
  [[nodiscard]] double unit_slope(std::size_t objective, double standardised) const;

  const std::vector<Surrogate>* objectives_;
  const std::vector<Surrogate>* constraints_;
  Settings settings_;
  PlausibleFront baseline_;
  std::vector<SamplePaths> objective_paths_, constraint_paths_;
  std::vector<double> thresholds_;  ///< standardised 0 of each constraint
  Eigen::MatrixXd base_;            ///< normal numbers at x: a row per path
  std::uint64_t learned_ = 0;       ///< number of learn()
  PathFronts fronts_;               ///< in units
};

}  // namespace servesweep::sweep
