#pragma once

#include <cstdint>

#include "sweep/search/noisy_improvement.h"
#include "sweep/search/point_set.h"

namespace servesweep::sweep {

/// How much work a proposal may cost.
struct SearchEffort {
  Eigen::Index candidates;
  Eigen::Index screening_paths;  ///< that candidates are valued by
  std::size_t starts;            ///< the best candidates, which are refined
  int evaluations;               ///< of the acquisition for each of them
};

/// Greedily chooses the points of one batch: values candidates, refines the best of them (L-BFGS in
/// the real dimensions, best neighbour in the others), takes the best that is new, learns it and
/// goes on.
class AcquisitionSearch {
 public:
  AcquisitionSearch(const SearchDimensions& dimensions, NoisyImprovement& acquisition,
                    UnitPoints candidates, SearchEffort effort);

  /// The next point of the batch, which is in neither the batch nor `used`; an empty row if every
  /// point looked at is.
  [[nodiscard]] Eigen::RowVectorXd next(const PointSet& used);
  /// Learns a point that is chosen or running.
  void learn(const Eigen::RowVectorXd& x);

 private:
  [[nodiscard]] Eigen::RowVectorXd refined(const Eigen::RowVectorXd& start) const;
  [[nodiscard]] Eigen::RowVectorXd descended(const Eigen::RowVectorXd& start) const;

  const SearchDimensions& dimensions_;
  NoisyImprovement& acquisition_;
  NoisyImprovement::Pool pool_;
  SearchEffort effort_;
  std::vector<Eigen::Index> real_;  ///< dimensions
};

}  // namespace servesweep::sweep
