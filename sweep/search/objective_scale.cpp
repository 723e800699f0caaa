#include "sweep/search/objective_scale.h"

#include <algorithm>
#include <cmath>

#include "sweep/search/box_decomposition.h"

namespace servesweep::sweep {
namespace {

/// Rows with more than even odds of meeting each constraint; all rows if there are none.
std::vector<Eigen::Index> likely_feasible(const std::vector<Surrogate>& constraints,
                                          Eigen::Index count) {
  std::vector<bool> holds(static_cast<std::size_t>(count), true);
  for (const Surrogate& constraint : constraints) {
    const Eigen::VectorXd mean = constraint.process().at_sightings().mean;
    const double threshold = constraint.transform().standardised(0);
    for (std::size_t i = 0; i < holds.size(); ++i) {
      holds[i] = holds[i] && mean[static_cast<Eigen::Index>(i)] <= threshold + 1e-6;
    }
  }
  const bool none = std::ranges::find(holds, true) == holds.end();
  std::vector<Eigen::Index> rows;
  for (std::size_t i = 0; i < holds.size(); ++i) {
    if (none || holds[i]) rows.push_back(static_cast<Eigen::Index>(i));
  }
  return rows;
}

/// The wanted reference, or if nothing beats it, that one moved until the nearest point does.
Eigen::VectorXd within_reach(const Eigen::VectorXd& wanted, const Eigen::MatrixXd& front,
                             const Eigen::VectorXd& spread) {
  constexpr double kMargin = 0.1;  // of the spread
  const Eigen::MatrixXd beyond =
      (front.rowwise() - wanted.transpose()).array().rowwise() / spread.transpose().array();
  Eigen::Index nearest = 0;
  const double excess = beyond.rowwise().maxCoeff().minCoeff(&nearest);
  if (excess < 0) return wanted;
  return wanted.cwiseMax(front.row(nearest).transpose() + kMargin * spread);
}

}  // namespace

ObjectiveScale objective_scale(const std::vector<Surrogate>& objectives,
                               const std::vector<Surrogate>& constraints,
                               const std::vector<double>& wanted) {
  const Eigen::Index rows = objectives.front().process().sightings().values.size();
  const auto count = static_cast<Eigen::Index>(objectives.size());
  Eigen::MatrixXd all(rows, count);
  Eigen::VectorXd spread(count);
  for (Eigen::Index m = 0; m < count; ++m) {
    const Surrogate& objective = objectives[static_cast<std::size_t>(m)];
    const Eigen::VectorXd mean = objective.process().at_sightings().mean;
    all.col(m) = mean.unaryExpr([&](double f) { return objective.transform().output(f); });
    spread[m] = std::max(all.col(m).maxCoeff() - all.col(m).minCoeff(),
                         1e-9 * std::max(1.0, all.col(m).cwiseAbs().maxCoeff()));
  }
  const Eigen::MatrixXd feasible = all(likely_feasible(constraints, rows), Eigen::all);
  const Eigen::MatrixXd front = feasible(non_dominated_rows(feasible), Eigen::all);
  ObjectiveScale scale;
  scale.ideal = front.colwise().minCoeff().transpose();
  for (Eigen::Index m = 0; m < count; ++m) {
    const double extent = front.col(m).maxCoeff() - scale.ideal[m];
    if (extent < 1e-6 * spread[m]) continue;
    spread[m] = 1.1 * extent;
  }
  if (wanted.empty()) {
    scale.reference = scale.ideal + spread;
  } else {
    scale.reference =
        within_reach(Eigen::Map<const Eigen::VectorXd>(wanted.data(), count), front, spread);
  }
  scale.ideal = scale.ideal.cwiseMin(scale.reference - 0.1 * spread);
  return scale;
}

Eigen::VectorXd chebyshev(const Eigen::MatrixXd& objectives, const Eigen::VectorXd& weights) {
  constexpr double kAugmentation = 0.05;
  Eigen::MatrixXd units = objectives.rowwise() - objectives.colwise().minCoeff();
  for (Eigen::Index m = 0; m < units.cols(); ++m) {
    const double range = units.col(m).maxCoeff();
    units.col(m) *= weights[m] / (range > 0 ? range : 1);
  }
  return units.rowwise().maxCoeff() + kAugmentation * units.rowwise().sum();
}

}  // namespace servesweep::sweep
