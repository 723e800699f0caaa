#include "sweep/search/candidate_points.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "sweep/search/draws.h"
#include "sweep/search/sobol_points.h"

namespace servesweep::sweep {
namespace {

constexpr engine::StreamPurpose kEven("search.bayes.candidates");
constexpr engine::StreamPurpose kNear("search.bayes.perturbations");
constexpr Eigen::Index kMostCandidateDraws = 16;  // per candidate, where points are forbidden

/// A step on an ordered dimension, which leaves the cell if there is another one on that side.
double stepped(const Dimension& dimension, double position, double step) {
  const std::size_t own = cell_of(dimension, position);
  if (cell_of(dimension, std::clamp(position + step, 0.0, 1.0)) != own) return position + step;
  const bool up = step > 0;
  if (up ? own + 1 == dimension.cells() : own == 0) return position;
  return dimension.cell_position(up ? own + 1 : own - 1);
}

UnitPoint perturbed(const SearchSpace& space, UnitPoint x, engine::Stream& stream) {
  const double step = 0.3 * std::pow(0.01, uniform(stream));
  const auto d = static_cast<double>(x.size());
  const double share = std::max(2 / d, uniform(stream));
  const auto always = static_cast<std::size_t>(uniform(stream) * d);
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (i != always && uniform(stream) >= share) continue;
    const Dimension& dimension = space.dimensions()[i];
    if (is_categorical(dimension.kind())) {
      x[i] = uniform(stream);
    } else if (dimension.kind() == Dimension::Kind::real) {
      x[i] += step * normal(stream);
    } else {
      const double least = 1 / static_cast<double>(dimension.cells());
      x[i] = stepped(dimension, x[i], std::max(step, least) * normal(stream));
    }
  }
  return x;
}

/// Appends up to `count` allowed points.
void draw(const SearchSpace& space, Eigen::Index count, const std::function<UnitPoint()>& next,
          std::vector<UnitPoint>& points) {
  const std::size_t wanted = points.size() + static_cast<std::size_t>(count);
  for (Eigen::Index i = 0; i < kMostCandidateDraws * count && points.size() < wanted; ++i) {
    UnitPoint point = space.snap(next());
    if (space.allows(point)) points.push_back(std::move(point));
  }
}

UnitPoints as_unit_points(const std::vector<UnitPoint>& points, std::size_t columns) {
  UnitPoints table(static_cast<Eigen::Index>(points.size()), static_cast<Eigen::Index>(columns));
  for (Eigen::Index i = 0; i < table.rows(); ++i) {
    table.row(i) = to_row(points[static_cast<std::size_t>(i)]);
  }
  return table;
}

}  // namespace

UnitPoints candidate_points(const SearchSpace& space, const UnitPoints& elite, Eigen::Index count,
                            std::uint64_t seed, std::uint64_t index) {
  const std::size_t dimensions = space.dimensions().size();
  const Eigen::Index even = elite.rows() == 0 ? count : count / 2;
  std::vector<UnitPoint> points;
  SobolPoints sequence(dimensions, seed, kEven, index);
  draw(
      space, even, [&] { return sequence.next(); }, points);
  engine::Stream stream(seed, kNear, index);
  Eigen::Index turn = 0;
  const auto near = [&] {
    return perturbed(space, to_unit_point(elite.row(turn++ % elite.rows())), stream);
  };
  draw(space, count - even, near, points);
  return as_unit_points(points, dimensions);
}

UnitPoints discrete_neighbours(const SearchSpace& space, const Eigen::RowVectorXd& x) {
  const UnitPoint own_point = to_unit_point(x);
  std::vector<UnitPoint> found;
  for (std::size_t i = 0; i < own_point.size(); ++i) {
    const Dimension& dimension = space.dimensions()[i];
    if (dimension.kind() == Dimension::Kind::real) continue;
    const std::size_t own = cell_of(dimension, own_point[i]);
    for (std::size_t cell = 0; cell < dimension.cells(); ++cell) {
      const bool next = cell + 1 == own || own + 1 == cell;
      if (cell == own || (!is_categorical(dimension.kind()) && !next)) continue;
      UnitPoint point = own_point;
      point[i] = dimension.cell_position(cell);
      point = space.snap(std::move(point));
      if (space.allows(point)) found.push_back(std::move(point));
    }
  }
  return as_unit_points(found, own_point.size());
}

}  // namespace servesweep::sweep
