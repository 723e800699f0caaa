#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <vector>

#include "sweep/search/optimiser.h"

namespace servesweep::sweep {

enum class DimensionKind { real, integer, categorical };

/// What one coordinate of the unit cube stands for. An integer or categorical dimension has equal
/// cells, and a position means the cell it lies in.
struct SearchDimension {
  DimensionKind kind = DimensionKind::real;
  std::size_t cells = 0;  ///< of an integer or categorical dimension, at least 1
};

using SearchDimensions = std::vector<SearchDimension>;

/// Positions in the unit cube, one row per point, one column per dimension.
using UnitPoints = Eigen::MatrixXd;

/// The cell that a position of an integer or categorical dimension lies in.
[[nodiscard]] std::size_t cell_of(const SearchDimension& dimension, double position);
[[nodiscard]] double cell_centre(const SearchDimension& dimension, std::size_t cell);
/// The position brought into [0, 1] and, unless the dimension is real, to the centre of its cell.
[[nodiscard]] double snapped(const SearchDimension& dimension, double position);
/// Every row snapped.
[[nodiscard]] UnitPoints snapped(const SearchDimensions& dimensions, UnitPoints points);

[[nodiscard]] bool has_real(const SearchDimensions& dimensions);
/// How many points a space without real dimensions has, or `limit` if that is less.
[[nodiscard]] std::size_t count_points(const SearchDimensions& dimensions, std::size_t limit);

[[nodiscard]] UnitPoint to_unit_point(const Eigen::Ref<const Eigen::RowVectorXd>& row);
[[nodiscard]] Eigen::RowVectorXd to_row(const UnitPoint& point);

}  // namespace servesweep::sweep
