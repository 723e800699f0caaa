#pragma once

#include <cstdint>

#include "sweep/search/fresh_points.h"
#include "sweep/search/noisy_improvement.h"

namespace servesweep::sweep {

/// How much work a proposal may cost.
struct SearchEffort {
  Eigen::Index candidates;
  Eigen::Index screening_paths;  ///< that candidates are valued by
  std::size_t starts;            ///< the best candidates, which are refined
  int evaluations;               ///< of the acquisition for each of them
};

/// Greedily chooses the points of one batch: values candidates, refines the best of them (L-BFGS in
/// the real dimensions, best neighbour in the others; where that ends at a forbidden point, halfway
/// back until it is allowed), takes the best that is fresh, learns it and goes on.
class AcquisitionSearch {
 public:
  /// `fresh` and the acquisition have to outlive this.
  AcquisitionSearch(const FreshPoints& fresh, NoisyImprovement& acquisition, UnitPoints candidates,
                    SearchEffort effort);

  /// The next point of the batch, a fresh one; an empty row if no point looked at is. It is fresh
  /// again next time unless it was taken.
  [[nodiscard]] Eigen::RowVectorXd next();
  /// The candidates of highest value in the last next(), at most so many, one per row: where to
  /// look again when one more observation is there.
  [[nodiscard]] UnitPoints best_candidates(std::size_t count) const;
  /// Learns a point that is chosen.
  void learn(const Eigen::RowVectorXd& x);

 private:
  [[nodiscard]] bool is_fresh(const Eigen::RowVectorXd& x) const;
  /// A point and its value, which the acquisition does not have to be asked for again.
  struct Valued {
    Eigen::RowVectorXd x;
    double value;
  };
  [[nodiscard]] Valued refined(const Eigen::RowVectorXd& start) const;
  [[nodiscard]] Valued climbed(const Eigen::RowVectorXd& start) const;
  [[nodiscard]] Eigen::RowVectorXd allowed_between(const Eigen::RowVectorXd& start,
                                                   Eigen::RowVectorXd end) const;

  const FreshPoints& fresh_;
  NoisyImprovement& acquisition_;
  NoisyImprovement::Pool pool_;
  SearchEffort effort_;
  std::vector<Eigen::Index> real_;   ///< dimensions
  std::vector<Eigen::Index> order_;  ///< candidates, best first
};

}  // namespace servesweep::sweep
