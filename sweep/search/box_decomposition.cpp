#include "sweep/search/box_decomposition.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/base/contract.h"

namespace servesweep::sweep {
namespace {

constexpr double kNoBound = std::numeric_limits<double>::infinity();

/// Beyond this the tail is flat, so that rounding cannot turn it.
constexpr double kFarthestTail = 1e3;

/// A point of up to three objectives, and the row that it comes from.
struct PointRow {
  std::array<double, 3> at{};
  Eigen::Index row = 0;
};

std::vector<PointRow> point_rows(const Eigen::MatrixXd& points) {
  std::vector<PointRow> rows(static_cast<std::size_t>(points.rows()));
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    PointRow& one = rows[static_cast<std::size_t>(i)];
    one.row = i;
    for (Eigen::Index m = 0; m < points.cols(); ++m) {
      one.at[static_cast<std::size_t>(m)] = points(i, m);
    }
  }
  return rows;
}

bool is_nowhere_larger(const PointRow& a, const PointRow& b) {
  return a.at[0] <= b.at[0] && a.at[1] <= b.at[1] && a.at[2] <= b.at[2];
}

struct DecompositionBox {
  std::array<double, 3> lower, upper;
};

/// A step of the staircase of two objectives: from x on, everything below y is free.
struct Step {
  double x, y;
  double since;  ///< value of the third objective at which this step began
};

/// The rows that beat the reference, by rising last objective.
std::vector<PointRow> rising_rows(const Eigen::MatrixXd& points, const Eigen::VectorXd& reference) {
  std::vector<PointRow> rows = point_rows(points);
  const auto count = static_cast<std::size_t>(reference.size());
  std::erase_if(rows, [&](const PointRow& row) {
    bool beats = true;
    for (std::size_t m = 0; m < count; ++m) {
      beats = beats && row.at[m] < reference[static_cast<Eigen::Index>(m)];
    }
    return !beats;
  });
  std::ranges::sort(rows, {},
                    [&](const PointRow& row) { return std::pair(row.at[count - 1], row.row); });
  return rows;
}

std::vector<DecompositionBox> cut_one(const Eigen::MatrixXd& points,
                                      const Eigen::VectorXd& reference) {
  const double best = points.rows() == 0 ? reference[0] : points.minCoeff();
  return {{{-kNoBound}, {std::min(best, reference[0])}}};
}

std::vector<DecompositionBox> cut_two(const Eigen::MatrixXd& points,
                                      const Eigen::VectorXd& reference) {
  std::vector<DecompositionBox> boxes;
  // From low second objective to high, strips of the first objective end at the lowest so far.
  double right = reference[0];
  double bottom = -kNoBound;
  for (const auto& [point, row] : rising_rows(points, reference)) {
    if (point[0] >= right) continue;
    if (point[1] > bottom) boxes.push_back({{-kNoBound, bottom}, {right, point[1]}});
    bottom = point[1];
    right = point[0];
  }
  boxes.push_back({{-kNoBound, bottom}, {right, reference[1]}});
  return boxes;
}

std::vector<DecompositionBox> cut_three(const Eigen::MatrixXd& points,
                                        const Eigen::VectorXd& reference) {
  std::vector<DecompositionBox> boxes;
  // Sweep the third objective upwards; a step of the staircase of the first two lives as a box
  // until a point cuts it. Steps go right and down; each ends where the next one begins.
  std::vector<Step> steps{{-kNoBound, reference[1], -kNoBound}};
  std::vector<Step> next;
  const auto end_of = [&](std::size_t i) {
    return i + 1 < steps.size() ? steps[i + 1].x : reference[0];
  };
  const auto close = [&](std::size_t i, double level) {
    if (level > steps[i].since) {
      boxes.push_back({{steps[i].x, -kNoBound, steps[i].since}, {end_of(i), steps[i].y, level}});
    }
  };
  for (const auto& [point, row] : rising_rows(points, reference)) {
    next.clear();
    bool placed = false;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const bool cut = end_of(i) > point[0] && steps[i].y > point[1];
      if (!cut) {
        next.push_back(steps[i]);
        continue;
      }
      close(i, point[2]);
      if (steps[i].x < point[0]) next.push_back({steps[i].x, steps[i].y, point[2]});
      if (!placed) next.push_back({std::max(point[0], steps[i].x), point[1], point[2]});
      placed = true;
    }
    steps.swap(next);
  }
  for (std::size_t i = 0; i < steps.size(); ++i) close(i, reference[2]);
  return boxes;
}

/// Whatever can bound a box in one objective, rising, none twice: far fewer than there are boxes.
std::vector<double> edges_of(const Eigen::MatrixXd::ConstColXpr& values, double reference) {
  std::vector<double> edges{-kNoBound, reference};
  for (const double value : values) {
    if (value < reference) edges.push_back(value);
  }
  std::ranges::sort(edges);
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

/// How much of a box lies beyond, or how that changes, in one objective.
template <class Table, class Corners>
double side(const Table& of_edges, const Corners& box, std::size_t objective) {
  const double* const column =
      of_edges.data() + of_edges.rows() * static_cast<Eigen::Index>(objective);
  return column[box.upper[objective]] - column[box.lower[objective]];
}

}  // namespace

BoxDecomposition::BoxDecomposition(const Eigen::MatrixXd& points, const Eigen::VectorXd& reference)
    : objectives_(static_cast<std::size_t>(reference.size())) {
  SERVESWEEP_EXPECT(objectives_ >= 1 && objectives_ <= 3);
  std::vector<DecompositionBox> boxes;
  if (objectives_ == 1) boxes = cut_one(points, reference);
  if (objectives_ == 2) boxes = cut_two(points, reference);
  if (objectives_ == 3) boxes = cut_three(points, reference);
  corners_.resize(boxes.size());
  Eigen::Index most_edges = 0;
  for (std::size_t m = 0; m < objectives_; ++m) {
    const auto column = static_cast<Eigen::Index>(m);
    const std::vector<double> edges = edges_of(points.col(column), reference[column]);
    const auto place_of = [&edges](double edge) {
      return static_cast<Eigen::Index>(std::ranges::lower_bound(edges, edge) - edges.begin());
    };
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      corners_[i].lower[m] = place_of(boxes[i].lower[m]);
      corners_[i].upper[m] = place_of(boxes[i].upper[m]);
    }
    const auto count = static_cast<Eigen::Index>(edges.size());
    edges_[m] = Eigen::Map<const Eigen::ArrayXd>(edges.data(), count);
    most_edges = std::max(most_edges, count);
  }
  // The edge at −∞, the first, stays 0: differences to it are what counts.
  beyond_.setZero(most_edges, static_cast<Eigen::Index>(objectives_));
  slopes_.setZero(most_edges, static_cast<Eigen::Index>(objectives_));
}

/// Beyond y lie [edge, ∞) of length max(0, edge − y), smoothed.
double BoxDecomposition::improvement(const double* y, double smoothing) const {
  for (std::size_t m = 0; m < objectives_; ++m) {
    auto lengths = beyond_.col(static_cast<Eigen::Index>(m)).head(edges_[m].size());
    lengths = (edges_[m] - y[m]).max(-kFarthestTail);
    lengths = 0.5 * (lengths + (lengths.square() + 4 * smoothing * smoothing).sqrt());
    lengths[0] = 0;
  }
  double sum = 0;
  for (const Corners& box : corners_) {
    double volume = side(beyond_, box, 0);
    if (objectives_ > 1) volume *= side(beyond_, box, 1);
    if (objectives_ > 2) volume *= side(beyond_, box, 2);
    sum += volume;
  }
  return sum;
}

double BoxDecomposition::improvement(const double* y, double smoothing, double* gradient) const {
  for (std::size_t m = 0; m < objectives_; ++m) {
    auto lengths = beyond_.col(static_cast<Eigen::Index>(m)).head(edges_[m].size());
    auto slopes = slopes_.col(static_cast<Eigen::Index>(m)).head(edges_[m].size());
    lengths = (edges_[m] - y[m]).max(-kFarthestTail);
    slopes = (lengths.square() + 4 * smoothing * smoothing).sqrt();
    lengths = 0.5 * (lengths + slopes);
    slopes = -lengths / slopes.max(1e-300);
    lengths[0] = slopes[0] = 0;
  }
  double sum = 0;
  std::array<double, 3> total{};
  for (const Corners& box : corners_) {
    const double a = side(beyond_, box, 0), a_slope = side(slopes_, box, 0);
    const double b = objectives_ > 1 ? side(beyond_, box, 1) : 1;
    const double c = objectives_ > 2 ? side(beyond_, box, 2) : 1;
    sum += a * b * c;
    total[0] += a_slope * b * c;
    if (objectives_ > 1) total[1] += a * side(slopes_, box, 1) * c;
    if (objectives_ > 2) total[2] += a * b * side(slopes_, box, 2);
  }
  std::copy_n(total.begin(), objectives_, gradient);
  return sum;
}

std::vector<Eigen::Index> non_dominated_rows(const Eigen::MatrixXd& points) {
  SERVESWEEP_EXPECT(points.cols() <= 3);
  // In lexicographic order a row can only be dominated by those before it, and then by one of them
  // that nothing dominates; of two objectives, by the last of these.
  std::vector<PointRow> order = point_rows(points);
  std::ranges::sort(order, {}, [](const PointRow& row) { return std::pair(row.at, row.row); });
  std::vector<PointRow> found;
  for (const PointRow& row : order) {
    const bool beaten = points.cols() < 3 ? !found.empty() && found.back().at[1] <= row.at[1]
                                          : std::ranges::any_of(found, [&](const PointRow& one) {
                                              return is_nowhere_larger(one, row);
                                            });
    if (!beaten) found.push_back(row);
  }
  std::vector<Eigen::Index> rows;
  for (const PointRow& row : found) rows.push_back(row.row);
  std::ranges::sort(rows);
  return rows;
}

}  // namespace servesweep::sweep
