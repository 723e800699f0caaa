#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "sweep/search/acquisition_search.h"
#include "sweep/search/fresh_points.h"
#include "sweep/search/observed_outputs.h"
#include "sweep/search/optimiser.h"
#include "sweep/search/sobol_points.h"
#include "sweep/search/surrogate.h"

namespace servesweep::sweep {

struct BayesOptions {
  std::uint64_t seed = 0;
  std::vector<UnitPoint> first{};  ///< to be proposed before anything else
  /// Objective values that count as worthless, one per objective; empty: a tenth beyond the worst
  /// of the Pareto set seen so far, renewed with every ask.
  std::vector<double> reference{};
  /// Points of the even start, the first ones included; 0: 2 per dimension and 2 more, at least 6.
  std::size_t start = 0;
  /// Model one random weighting of the objectives instead of each of them: cheaper, and always
  /// done with more than 3 objectives.
  bool weighted = false;
};

/// Bayesian optimisation of one or many objectives under constraints: an even start, then points of
/// greatest expected gain of hypervolume under Gaussian processes of every output.
class BayesOptimiser final : public Optimiser {
 public:
  BayesOptimiser(SearchSpace space, BayesOptions options);

  [[nodiscard]] std::vector<Trial> ask(std::size_t count) override;
  void tell(const Trial& trial, const Observation& observation) override;

 private:
  void ask_model(std::size_t count, std::vector<Trial>& trials);
  void ask_weighted(std::size_t count, std::vector<Trial>& trials);
  void choose(std::size_t count, const std::vector<Surrogate>& objectives,
              NoisyImprovement::Settings settings, std::vector<Trial>& trials);
  void propose(Trial trial, std::vector<Trial>& trials);
  void update_models();
  void fit_models();
  [[nodiscard]] SearchEffort effort(std::size_t count) const;
  [[nodiscard]] UnitPoints candidates(const UnitPoints& elite, Eigen::Index count) const;
  [[nodiscard]] NoisyImprovement::Settings settings() const;

  BayesOptions options_;
  FreshPoints fresh_;
  DimensionKinds kinds_;
  std::size_t start_size_;
  SobolPoints start_;
  std::size_t started_ = 0;  ///< points of the start that were proposed
  std::map<TrialId, UnitPoint> pending_;
  std::uint64_t asks_ = 0;
  UnitPoints kept_;  ///< candidates that were good at the last proposal

  ObservedOutputs observed_;
  std::vector<Eigen::Index> active_;  ///< rows of observed_ that the models know
  Eigen::Index modelled_ = 0;         ///< rows of observed_ that were considered
  Eigen::Index fitted_at_ = 0;        ///< their number at the last fit
  std::vector<Surrogate> objectives_, constraints_, weighted_;
};

}  // namespace servesweep::sweep
