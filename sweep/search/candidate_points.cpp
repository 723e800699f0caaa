#include "sweep/search/candidate_points.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sweep/search/quasi_random.h"

namespace servesweep::sweep {
namespace {

constexpr engine::StreamPurpose kEven("search.bayes.candidates");
constexpr engine::StreamPurpose kNear("search.bayes.perturbations");

double changed(const SearchDimension& dimension, double position, double step,
               engine::Stream& stream) {
  if (dimension.kind == DimensionKind::categorical) return uniform(stream);
  const double least =
      dimension.kind == DimensionKind::real ? 0 : 1 / static_cast<double>(dimension.cells);
  const double by = std::max(step, least) * normal(stream);
  return position + by;
}

Eigen::RowVectorXd perturbed(const SearchDimensions& dimensions, Eigen::RowVectorXd x,
                             engine::Stream& stream) {
  const double step = 0.3 * std::pow(0.01, uniform(stream));
  const auto d = static_cast<double>(dimensions.size());
  const double share = std::max(2 / d, uniform(stream));
  const auto always = static_cast<Eigen::Index>(uniform(stream) * d);
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    if (i != always && uniform(stream) >= share) continue;
    x[i] = changed(dimensions[static_cast<std::size_t>(i)], x[i], step, stream);
  }
  return x;
}

}  // namespace

UnitPoints candidate_points(const SearchDimensions& dimensions, const UnitPoints& elite,
                            Eigen::Index count, std::uint64_t seed, std::uint64_t index) {
  const Eigen::Index even = elite.rows() == 0 ? count : count / 2;
  UnitPoints points(count, static_cast<Eigen::Index>(dimensions.size()));
  points.topRows(even) = shifted_sobol(seed, kEven, index, even, points.cols());
  engine::Stream stream(seed, kNear, index);
  for (Eigen::Index i = even; i < count; ++i) {
    points.row(i) = perturbed(dimensions, elite.row((i - even) % elite.rows()), stream);
  }
  return snapped(dimensions, std::move(points));
}

UnitPoints discrete_neighbours(const SearchDimensions& dimensions, const Eigen::RowVectorXd& x) {
  std::vector<Eigen::RowVectorXd> found;
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    const SearchDimension& dimension = dimensions[static_cast<std::size_t>(i)];
    if (dimension.kind == DimensionKind::real) continue;
    const std::size_t own = cell_of(dimension, x[i]);
    for (std::size_t cell = 0; cell < dimension.cells; ++cell) {
      const bool next = cell + 1 == own || own + 1 == cell;
      if (cell == own || (dimension.kind == DimensionKind::integer && !next)) continue;
      found.push_back(x);
      found.back()[i] = cell_centre(dimension, cell);
    }
  }
  UnitPoints points(static_cast<Eigen::Index>(found.size()), x.size());
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    points.row(i) = found[static_cast<std::size_t>(i)];
  }
  return points;
}

}  // namespace servesweep::sweep
