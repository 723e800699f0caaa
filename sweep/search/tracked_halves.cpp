#include "sweep/search/tracked_halves.h"

#include <map>
#include <utility>
#include <vector>

namespace servesweep::sweep {

void TrackedHalves::clear() {
  points_.resize(0, 0);
  halves_.resize(0, 0);
}

const Eigen::MatrixXd& TrackedHalves::at(const GaussianProcess& process, const UnitPoints& points) {
  if (halves_.cols() > 0) process.extend_half(halves_, points_);
  std::map<UnitPoint, Eigen::Index> known;
  for (Eigen::Index i = 0; i < points_.rows(); ++i) known.emplace(to_unit_point(points_.row(i)), i);
  Eigen::MatrixXd halves(process.sightings().values.size(), points.rows());
  std::vector<Eigen::Index> missing;
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    const auto found = known.find(to_unit_point(points.row(i)));
    if (found == known.end()) {
      missing.push_back(i);
    } else {
      halves.col(i) = halves_.col(found->second);
    }
  }
  if (!missing.empty()) {
    halves(Eigen::all, missing) = process.half_at(points(missing, Eigen::all));
  }
  halves_ = std::move(halves);
  points_ = points;
  return halves_;
}

}  // namespace servesweep::sweep
