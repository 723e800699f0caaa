#include "sweep/search/plausible_front.h"

#include <algorithm>
#include <cmath>

#include "sweep/search/box_decomposition.h"
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

/// How many rows are below the limits in every column.
Eigen::Index count_below(const Eigen::MatrixXd& rows, const Eigen::RowVectorXd& limits) {
  Eigen::Array<bool, Eigen::Dynamic, 1> below = rows.col(0).array() < limits[0];
  for (Eigen::Index m = 1; m < rows.cols(); ++m) below = below && rows.col(m).array() < limits[m];
  return below.count();
}

}  // namespace

PlausibleFront plausible_front(const std::vector<Surrogate>& objectives,
                               const std::vector<Surrogate>& constraints, std::size_t limit) {
  const Bounds bounds = bounds_of(objectives, constraints);
  std::vector<Eigen::Index> safe;
  for (Eigen::Index j = 0; j < bounds.mean.rows(); ++j) {
    if (bounds.feasible[j] >= kSafe) safe.push_back(j);
  }
  // Whoever is beaten by anybody is beaten by one of these.
  const Eigen::MatrixXd safe_high = bounds.high(safe, Eigen::all);
  const Eigen::MatrixXd beaters = safe_high(non_dominated_rows(safe_high), Eigen::all);
  const Eigen::MatrixXd safe_mean = bounds.mean(safe, Eigen::all);
  struct Plausible {
    Eigen::Index row;
    Eigen::Index dominated_by;
    double uncertainty;
  };
  std::vector<Plausible> found;
  for (Eigen::Index i = 0; i < bounds.mean.rows(); ++i) {
    if (bounds.feasible[i] < kHopeless || count_below(beaters, bounds.low.row(i)) > 0) continue;
    found.push_back({i, count_below(safe_mean, bounds.mean.row(i)),
                     (bounds.high.row(i) - bounds.low.row(i)).maxCoeff()});
  }
  std::ranges::stable_sort(found, [](const Plausible& a, const Plausible& b) {
    if (a.dominated_by != b.dominated_by) return a.dominated_by < b.dominated_by;
    return a.uncertainty > b.uncertainty;
  });
  PlausibleFront front;
  for (const Plausible& one : found) {
    if (front.drawn.size() < limit) {
      front.drawn.push_back(one.row);
    } else if (one.dominated_by == 0 && bounds.feasible[one.row] >= kSafe) {
      front.settled.push_back(one.row);
    }
  }
  std::ranges::sort(front.drawn);
  std::ranges::sort(front.settled);
  return front;
}

}  // namespace servesweep::sweep
