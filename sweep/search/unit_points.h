#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <vector>

#include "sweep/search/dimension.h"
#include "sweep/search/optimiser.h"

namespace servesweep::sweep {

/// Positions in the unit cube, one row per point, one column per dimension.
using UnitPoints = Eigen::MatrixXd;

/// What each coordinate of such points stands for.
using DimensionKinds = std::vector<Dimension::Kind>;

[[nodiscard]] inline UnitPoint to_unit_point(const Eigen::Ref<const Eigen::RowVectorXd>& row) {
  return {row.begin(), row.end()};
}

[[nodiscard]] inline Eigen::RowVectorXd to_row(const UnitPoint& point) {
  return Eigen::Map<const Eigen::RowVectorXd>(point.data(),
                                              static_cast<Eigen::Index>(point.size()));
}

[[nodiscard]] inline DimensionKinds kinds_of(const std::vector<Dimension>& dimensions) {
  DimensionKinds kinds;
  for (const Dimension& dimension : dimensions) kinds.push_back(dimension.kind());
  return kinds;
}

[[nodiscard]] inline bool is_categorical(Dimension::Kind kind) {
  return kind == Dimension::Kind::categorical || kind == Dimension::Kind::boolean;
}

/// Which value of a dimension that is not real a position stands for, from 0: its values are whole
/// numbers.
[[nodiscard]] inline std::size_t cell_of(const Dimension& dimension, double position) {
  return static_cast<std::size_t>(dimension.value_at(position) - dimension.value_at(0));
}

}  // namespace servesweep::sweep
