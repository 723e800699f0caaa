#pragma once

#include <Eigen/Core>
#include <vector>

#include "sweep/search/gaussian_process.h"
#include "sweep/search/optimiser.h"

namespace servesweep::sweep {

/// What was told, in the order of telling, as tables with one row per observation. A failed trial
/// counts as the worst that was seen of every output.
class ObservedOutputs {
 public:
  void add(const UnitPoint& x, const Observation& observation);

  [[nodiscard]] Eigen::Index size() const { return static_cast<Eigen::Index>(rows_.size()); }
  /// Without the failed ones.
  [[nodiscard]] Eigen::Index succeeded() const { return succeeded_; }
  [[nodiscard]] std::size_t objectives() const { return objectives_; }
  [[nodiscard]] std::size_t constraints() const { return constraints_; }

  [[nodiscard]] Sightings objective(std::size_t which, const std::vector<Eigen::Index>& rows) const;
  [[nodiscard]] Sightings constraint(std::size_t which,
                                     const std::vector<Eigen::Index>& rows) const;
  /// Every objective of every row.
  [[nodiscard]] Eigen::MatrixXd objective_table(const std::vector<Eigen::Index>& rows) const;

  /// At most `limit` rows to model with, rising: all of them, or the half that fewest others
  /// dominate and as many of the rest, evenly chosen. Infeasible ones count as dominated by all.
  [[nodiscard]] std::vector<Eigen::Index> active(Eigen::Index limit) const;

 private:
  struct Row {
    Eigen::RowVectorXd x;
    Observation seen;
  };
  [[nodiscard]] double objective_value(const Row& row, std::size_t which) const;
  [[nodiscard]] std::vector<int> dominated_by() const;

  std::vector<Row> rows_;
  std::size_t objectives_ = 0, constraints_ = 0;
  Eigen::Index succeeded_ = 0;
  std::vector<double> worst_objectives_, worst_constraints_;
};

}  // namespace servesweep::sweep
