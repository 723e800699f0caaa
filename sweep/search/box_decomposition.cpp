#include "sweep/search/box_decomposition.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/base/contract.h"

namespace servesweep::sweep {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

constexpr double kFarthest = 1e3;  // beyond this the tail is flat, so that rounding cannot turn it

/// Lengths of [edge, ∞) beyond y: max(0, edge − y), smoothed.
Eigen::ArrayXd lengths(const Eigen::ArrayXd& edges, double y, double smoothing) {
  const Eigen::ArrayXd t = (edges - y).max(-kFarthest);
  return 0.5 * (t + (t.square() + 4 * smoothing * smoothing).sqrt());
}

/// Derivatives of these lengths by edge − y, from the lengths.
Eigen::ArrayXd length_slopes(const Eigen::ArrayXd& edges, const Eigen::ArrayXd& lengths, double y,
                             double smoothing) {
  const Eigen::ArrayXd t = (edges - y).max(-kFarthest);
  return lengths / (t.square() + 4 * smoothing * smoothing).sqrt().max(1e-300);
}

bool is_nowhere_larger(const Eigen::MatrixXd& points, Eigen::Index a, Eigen::Index b) {
  for (Eigen::Index m = 0; m < points.cols(); ++m) {
    if (points(a, m) > points(b, m)) return false;
  }
  return true;
}

struct Box {
  std::array<double, 3> lower, upper;
};

/// A step of the staircase of two objectives: from x on, everything below y is free.
struct Step {
  double x, y;
  double since;  ///< value of the third objective at which this step began
};

/// The rows that beat the reference, by rising last objective.
std::vector<Eigen::VectorXd> rising(const Eigen::MatrixXd& points,
                                    const Eigen::VectorXd& reference) {
  std::vector<Eigen::VectorXd> rows;
  for (const auto& row : points.rowwise()) {
    if ((row.transpose().array() < reference.array()).all()) rows.emplace_back(row.transpose());
  }
  std::ranges::stable_sort(rows, {},
                           [](const Eigen::VectorXd& row) { return row[row.size() - 1]; });
  return rows;
}

std::vector<Box> cut_one(const Eigen::MatrixXd& points, const Eigen::VectorXd& reference) {
  const double best = points.rows() == 0 ? reference[0] : points.minCoeff();
  return {{{-kInfinity}, {std::min(best, reference[0])}}};
}

std::vector<Box> cut_two(const Eigen::MatrixXd& points, const Eigen::VectorXd& reference) {
  std::vector<Box> boxes;
  // From low second objective to high, strips of the first objective end at the lowest so far.
  double right = reference[0];
  double bottom = -kInfinity;
  for (const Eigen::VectorXd& point : rising(points, reference)) {
    if (point[0] >= right) continue;
    if (point[1] > bottom) boxes.push_back({{-kInfinity, bottom}, {right, point[1]}});
    bottom = point[1];
    right = point[0];
  }
  boxes.push_back({{-kInfinity, bottom}, {right, reference[1]}});
  return boxes;
}

std::vector<Box> cut_three(const Eigen::MatrixXd& points, const Eigen::VectorXd& reference) {
  std::vector<Box> boxes;
  // Sweep the third objective upwards; a step of the staircase of the first two lives as a box
  // until a point cuts it. Steps go right and down; each ends where the next one begins.
  std::vector<Step> steps{{-kInfinity, reference[1], -kInfinity}};
  std::vector<Step> next;
  const auto end_of = [&](std::size_t i) {
    return i + 1 < steps.size() ? steps[i + 1].x : reference[0];
  };
  const auto close = [&](std::size_t i, double level) {
    if (level > steps[i].since) {
      boxes.push_back({{steps[i].x, -kInfinity, steps[i].since}, {end_of(i), steps[i].y, level}});
    }
  };
  for (const Eigen::VectorXd& point : rising(points, reference)) {
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

}  // namespace

BoxDecomposition::BoxDecomposition(const Eigen::MatrixXd& points, const Eigen::VectorXd& reference)
    : objectives_(static_cast<std::size_t>(reference.size())) {
  SERVESWEEP_EXPECT(objectives_ >= 1 && objectives_ <= 3);
  std::vector<Box> boxes;
  if (objectives_ == 1) boxes = cut_one(points, reference);
  if (objectives_ == 2) boxes = cut_two(points, reference);
  if (objectives_ == 3) boxes = cut_three(points, reference);
  corners_.resize(boxes.size());
  for (std::size_t m = 0; m < objectives_; ++m) {
    std::vector<double> edges{-kInfinity};
    for (const Box& box : boxes) edges.insert(edges.end(), {box.lower[m], box.upper[m]});
    std::ranges::sort(edges);
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    const auto place_of = [&edges](double edge) {
      return static_cast<Eigen::Index>(std::ranges::lower_bound(edges, edge) - edges.begin());
    };
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      corners_[i].lower[m] = place_of(boxes[i].lower[m]);
      corners_[i].upper[m] = place_of(boxes[i].upper[m]);
    }
    const auto count = static_cast<Eigen::Index>(edges.size());
    edges_[m] = Eigen::Map<const Eigen::ArrayXd>(edges.data(), count);
    most_edges_ = std::max(most_edges_, count);
  }
}

double BoxDecomposition::improvement(const double* y, double smoothing) const {
  Eigen::ArrayXXd beyond(most_edges_, static_cast<Eigen::Index>(objectives_));
  for (std::size_t m = 0; m < objectives_; ++m) {
    auto column = beyond.col(static_cast<Eigen::Index>(m));
    column.head(edges_[m].size()) = lengths(edges_[m], y[m], smoothing);
    column[0] = 0;
  }
  double sum = 0;
  for (const Corners& box : corners_) {
    double volume = 1;
    for (std::size_t m = 0; m < objectives_; ++m) {
      const auto column = static_cast<Eigen::Index>(m);
      volume *= beyond(box.upper[m], column) - beyond(box.lower[m], column);
    }
    sum += volume;
  }
  return sum;
}

double BoxDecomposition::improvement(const double* y, double smoothing, double* gradient) const {
  Eigen::ArrayXXd beyond(most_edges_, static_cast<Eigen::Index>(objectives_));
  Eigen::ArrayXXd slopes(most_edges_, static_cast<Eigen::Index>(objectives_));
  for (std::size_t m = 0; m < objectives_; ++m) {
    const auto column = static_cast<Eigen::Index>(m);
    const Eigen::ArrayXd own = lengths(edges_[m], y[m], smoothing);
    beyond.col(column).head(own.size()) = own;
    slopes.col(column).head(own.size()) = -length_slopes(edges_[m], own, y[m], smoothing);
    beyond(0, column) = slopes(0, column) = 0;
    gradient[m] = 0;
  }
  double sum = 0;
  for (const Corners& box : corners_) {
    std::array<double, 3> side{1, 1, 1}, slope{};
    for (std::size_t m = 0; m < objectives_; ++m) {
      const auto column = static_cast<Eigen::Index>(m);
      side[m] = beyond(box.upper[m], column) - beyond(box.lower[m], column);
      slope[m] = slopes(box.upper[m], column) - slopes(box.lower[m], column);
    }
    sum += side[0] * side[1] * side[2];
    gradient[0] += slope[0] * side[1] * side[2];
    if (objectives_ > 1) gradient[1] += side[0] * slope[1] * side[2];
    if (objectives_ > 2) gradient[2] += side[0] * side[1] * slope[2];
  }
  return sum;
}

std::vector<Eigen::Index> non_dominated_rows(const Eigen::MatrixXd& points) {
  // In lexicographic order a row can only be dominated by those before it, and then by one of them
  // that nothing dominates.
  std::vector<Eigen::Index> order(static_cast<std::size_t>(points.rows()));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::ranges::stable_sort(order, [&points](Eigen::Index a, Eigen::Index b) {
    for (Eigen::Index m = 0; m < points.cols(); ++m) {
      if (points(a, m) != points(b, m)) return points(a, m) < points(b, m);
    }
    return false;
  });
  std::vector<Eigen::Index> rows;
  for (const Eigen::Index row : order) {
    const bool beaten = std::ranges::any_of(
        rows, [&](Eigen::Index other) { return is_nowhere_larger(points, other, row); });
    if (!beaten) rows.push_back(row);
  }
  std::ranges::sort(rows);
  return rows;
}

}  // namespace servesweep::sweep
