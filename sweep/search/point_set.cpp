#include "sweep/search/point_set.h"

#include <limits>
#include <utility>

#include "sweep/search/quasi_random.h"

namespace servesweep::sweep {
namespace {

constexpr int kTries = 64;

}  // namespace

PointSet::PointSet(SearchDimensions dimensions) : dimensions_(std::move(dimensions)) {}

/// Points of a space without real dimensions in mixed-radix order.
Eigen::RowVectorXd PointSet::numbered(std::size_t number) const {
  Eigen::RowVectorXd point(static_cast<Eigen::Index>(dimensions_.size()));
  for (Eigen::Index i = 0; i < point.size(); ++i) {
    const SearchDimension& dimension = dimensions_[static_cast<std::size_t>(i)];
    point[i] = cell_centre(dimension, number % dimension.cells);
    number /= dimension.cells;
  }
  return point;
}

std::optional<Eigen::RowVectorXd> PointSet::unused(engine::Stream& stream) const {
  const bool endless = has_real(dimensions_);
  for (int i = 0; i < kTries || endless; ++i) {
    UnitPoints point(1, static_cast<Eigen::Index>(dimensions_.size()));
    for (double& value : point.reshaped()) value = uniform(stream);
    point = snapped(dimensions_, std::move(point));
    if (!contains(point.row(0))) return point.row(0);
  }
  // Nearly full: one of any points_.size() + 1 points is free.
  const std::size_t all = count_points(dimensions_, std::numeric_limits<std::size_t>::max());
  const std::size_t start = stream() % all;
  for (std::size_t i = 0; i < all && i <= points_.size(); ++i) {
    const Eigen::RowVectorXd point = numbered((start + i) % all);
    if (!contains(point)) return point;
  }
  return std::nullopt;
}

}  // namespace servesweep::sweep
