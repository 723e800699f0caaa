#pragma once

#include <optional>
#include <set>

#include "engine/random/stream.h"
#include "sweep/search/search_dimension.h"

namespace servesweep::sweep {

/// The points that were proposed, so that none is proposed twice. Points are snapped.
class PointSet {
 public:
  explicit PointSet(SearchDimensions dimensions);

  /// False if it was there already.
  bool insert(const Eigen::RowVectorXd& point) {
    return points_.insert(to_unit_point(point)).second;
  }
  [[nodiscard]] bool contains(const Eigen::RowVectorXd& point) const {
    return points_.contains(to_unit_point(point));
  }
  /// A point that is not in the set, at random; none if the set holds the whole space.
  [[nodiscard]] std::optional<Eigen::RowVectorXd> unused(engine::Stream& stream) const;

 private:
  [[nodiscard]] Eigen::RowVectorXd numbered(std::size_t number) const;

  SearchDimensions dimensions_;
  std::set<UnitPoint> points_;
};

}  // namespace servesweep::sweep
