#include "sweep/search/genetic_operators.h"

#include <algorithm>
#include <cmath>

#include "sweep/search/draws.h"

namespace servesweep::sweep {
namespace {

bool has_neighbours(const Dimension& dimension) {
  return dimension.kind() == Dimension::Kind::real || dimension.kind() == Dimension::Kind::ordered;
}

/// Without the last bits of pow, which the C library decides: inside the cube, and the same
/// everywhere.
double settled(double coordinate) {
  return std::round(std::clamp(coordinate, 0.0, 1.0) * 0x1p40) * 0x1p-40;
}

/// The spread of two children over that of their parents, `space_left` being how far beyond the
/// nearer parent the bound is, in units of the parents' distance: no child falls outside.
double child_spread(double draw, double space_left, double index) {
  const double inside = 2 - std::pow(1 + 2 * space_left, -(index + 1));
  const double share = draw * inside;
  return share <= 1 ? std::pow(share, 1 / (index + 1)) : std::pow(1 / (2 - share), 1 / (index + 1));
}

void cross_coordinates(double& a, double& b, double index, engine::Stream& stream) {
  constexpr double kEqual = 1e-14;
  const double low = std::min(a, b), high = std::max(a, b), distance = high - low;
  if (distance < kEqual) return;
  const double draw = uniform(stream);
  const double middle = (low + high) / 2;
  a = settled(middle - child_spread(draw, low / distance, index) * distance / 2);
  b = settled(middle + child_spread(draw, (1 - high) / distance, index) * distance / 2);
}

/// The step of a coordinate: at most to the bound on either side.
double mutation_step(double coordinate, double index, double draw) {
  if (draw < 0.5) {
    const double kept = std::pow(1 - coordinate, index + 1);
    return std::pow(2 * draw + (1 - 2 * draw) * kept, 1 / (index + 1)) - 1;
  }
  const double kept = std::pow(coordinate, index + 1);
  return 1 - std::pow(2 * (1 - draw) + (2 * draw - 1) * kept, 1 / (index + 1));
}

}  // namespace

UnitPoint GeneticOperators::cross(const SearchSpace& space, const UnitPoint& a, const UnitPoint& b,
                                  engine::Stream& stream) const {
  UnitPoint child = a;
  if (uniform(stream) >= crossover_probability) return child;
  for (std::size_t i = 0; i < a.size(); ++i) {
    double first = a[i], second = b[i];
    if (has_neighbours(space.dimensions()[i]) && uniform(stream) < 0.5) {
      cross_coordinates(first, second, crossover_index, stream);
    }
    child[i] = uniform(stream) < 0.5 ? first : second;
  }
  return child;
}

void GeneticOperators::mutate(const SearchSpace& space, UnitPoint& point,
                              engine::Stream& stream) const {
  const double probability = mutations / static_cast<double>(point.size());
  for (std::size_t i = 0; i < point.size(); ++i) {
    if (uniform(stream) >= probability) continue;
    const double draw = uniform(stream);
    if (has_neighbours(space.dimensions()[i])) {
      point[i] = settled(point[i] + mutation_step(point[i], mutation_index, draw));
    } else {
      point[i] = draw;
    }
  }
}

}  // namespace servesweep::sweep
