#include "sweep/search/plausible_front.h"

#include <algorithm>
#include <cmath>

#include "sweep/search/log_probability.h"

namespace servesweep::sweep {
namespace {

constexpr double kDeviations = 2;
constexpr double kHopeless = 0.02;  // probability of being feasible
constexpr double kSafe = 0.9;

struct Bounds {
  Eigen::MatrixXd low, mean, high;  ///< one row per point
  Eigen::VectorXd feasible;         ///< probability
};

Bounds bounds_of(const std::vector<Surrogate>& objectives,
                 const std::vector<Surrogate>& constraints) {
  const UnitPoints& points = objectives.front().process().sightings().points;
  const auto columns = static_cast<Eigen::Index>(objectives.size());
  Bounds bounds{
      Eigen::MatrixXd(points.rows(), columns), {}, {}, Eigen::VectorXd::Ones(points.rows())};
  bounds.mean = bounds.high = bounds.low;
  for (Eigen::Index m = 0; m < columns; ++m) {
    const Belief belief = objectives[static_cast<std::size_t>(m)].process().at_sightings();
    const Eigen::VectorXd reach = kDeviations * belief.variance.array().sqrt();
    bounds.mean.col(m) = belief.mean;
    bounds.low.col(m) = belief.mean - reach;
    bounds.high.col(m) = belief.mean + reach;
  }
  for (const Surrogate& constraint : constraints) {
    const Belief belief = constraint.process().at_sightings();
    const double threshold = constraint.transform().standardised(0);
    for (Eigen::Index i = 0; i < points.rows(); ++i) {
      const double deviation = std::sqrt(belief.variance[i]) + 1e-9;
      bounds.feasible[i] *=
          std::exp(log_normal_probability((threshold - belief.mean[i]) / deviation).value);
    }
  }
  return bounds;
}

}  // namespace

std::vector<Eigen::Index> plausible_front(const std::vector<Surrogate>& objectives,
                                          const std::vector<Surrogate>& constraints,
                                          std::size_t limit) {
  const Bounds bounds = bounds_of(objectives, constraints);
  struct Plausible {
    Eigen::Index row;
    int dominated_by;
  };
  std::vector<Plausible> found;
  for (Eigen::Index i = 0; i < bounds.mean.rows(); ++i) {
    if (bounds.feasible[i] < kHopeless) continue;
    bool beaten = false;
    int dominated_by = 0;
    for (Eigen::Index j = 0; j < bounds.mean.rows() && !beaten; ++j) {
      if (j == i || bounds.feasible[j] < kSafe) continue;
      beaten = (bounds.high.row(j).array() < bounds.low.row(i).array()).all();
      if ((bounds.mean.row(j).array() < bounds.mean.row(i).array()).all()) ++dominated_by;
    }
    if (!beaten) found.push_back({i, dominated_by});
  }
  std::ranges::stable_sort(found, {}, &Plausible::dominated_by);
  if (found.size() > limit) found.resize(limit);
  std::vector<Eigen::Index> rows;
  for (const Plausible& plausible : found) rows.push_back(plausible.row);
  std::ranges::sort(rows);
  return rows;
}

}  // namespace servesweep::sweep
