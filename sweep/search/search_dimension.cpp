#include "sweep/search/search_dimension.h"

#include <algorithm>

#include "engine/base/contract.h"

namespace servesweep::sweep {

std::size_t cell_of(const SearchDimension& dimension, double position) {
  SERVESWEEP_EXPECT(dimension.kind != DimensionKind::real && dimension.cells >= 1);
  const double cell = std::clamp(position, 0.0, 1.0) * static_cast<double>(dimension.cells);
  return std::min(static_cast<std::size_t>(cell), dimension.cells - 1);
}

double cell_centre(const SearchDimension& dimension, std::size_t cell) {
  return (static_cast<double>(cell) + 0.5) / static_cast<double>(dimension.cells);
}

double snapped(const SearchDimension& dimension, double position) {
  if (dimension.kind == DimensionKind::real) return std::clamp(position, 0.0, 1.0);
  return cell_centre(dimension, cell_of(dimension, position));
}

UnitPoints snapped(const SearchDimensions& dimensions, UnitPoints points) {
  for (Eigen::Index j = 0; j < points.cols(); ++j) {
    const SearchDimension& dimension = dimensions[static_cast<std::size_t>(j)];
    for (Eigen::Index i = 0; i < points.rows(); ++i) {
      points(i, j) = snapped(dimension, points(i, j));
    }
  }
  return points;
}

bool has_real(const SearchDimensions& dimensions) {
  return std::ranges::any_of(dimensions, [](const SearchDimension& dimension) {
    return dimension.kind == DimensionKind::real;
  });
}

std::size_t count_points(const SearchDimensions& dimensions, std::size_t limit) {
  std::size_t count = 1;
  for (const SearchDimension& dimension : dimensions) {
    if (dimension.kind == DimensionKind::real || dimension.cells > limit / count) return limit;
    count *= dimension.cells;
  }
  return count;
}

UnitPoint to_unit_point(const Eigen::Ref<const Eigen::RowVectorXd>& row) {
  return {row.begin(), row.end()};
}

Eigen::RowVectorXd to_row(const UnitPoint& point) {
  return Eigen::Map<const Eigen::RowVectorXd>(point.data(),
                                              static_cast<Eigen::Index>(point.size()));
}

}  // namespace servesweep::sweep
