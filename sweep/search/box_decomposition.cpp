#include "sweep/search/box_decomposition.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

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

bool dominates(const Eigen::MatrixXd& points, Eigen::Index a, Eigen::Index b) {
  return (points.row(a).array() <= points.row(b).array()).all() &&
         (points.row(a).array() < points.row(b).array()).any();
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

BoxDecomposition::BoxDecomposition(const Eigen::MatrixXd& points,
                                   const Eigen::VectorXd& reference) {
  const Eigen::Index objectives = reference.size();
  SERVESWEEP_EXPECT(objectives >= 1 && objectives <= 3);
  std::vector<Box> boxes;
  if (objectives == 1) boxes = cut_one(points, reference);
  if (objectives == 2) boxes = cut_two(points, reference);
  if (objectives == 3) boxes = cut_three(points, reference);
  for (std::size_t m = 0; m < static_cast<std::size_t>(objectives); ++m) {
    Eigen::ArrayXd& lower = lower_.emplace_back(boxes.size());
    Eigen::ArrayXd& upper = upper_.emplace_back(boxes.size());
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      lower[static_cast<Eigen::Index>(i)] = boxes[i].lower[m];
      upper[static_cast<Eigen::Index>(i)] = boxes[i].upper[m];
    }
    bounded_.push_back((lower > -kInfinity).any());
  }
}

double BoxDecomposition::improvement(const double* y, double smoothing) const {
  Eigen::ArrayXd volumes = lengths(upper_[0], y[0], smoothing);
  if (bounded_[0]) volumes -= lengths(lower_[0], y[0], smoothing);
  for (std::size_t m = 1; m < upper_.size(); ++m) {
    if (bounded_[m]) {
      volumes *= lengths(upper_[m], y[m], smoothing) - lengths(lower_[m], y[m], smoothing);
    } else {
      volumes *= lengths(upper_[m], y[m], smoothing);
    }
  }
  return volumes.sum();
}

double BoxDecomposition::improvement(const double* y, double smoothing, double* gradient) const {
  const std::size_t count = upper_.size();
  std::array<Eigen::ArrayXd, 3> sides, slopes;
  for (std::size_t m = 0; m < count; ++m) {
    sides[m] = lengths(upper_[m], y[m], smoothing);
    slopes[m] = -length_slopes(upper_[m], sides[m], y[m], smoothing);
    if (!bounded_[m]) continue;
    const Eigen::ArrayXd cut = lengths(lower_[m], y[m], smoothing);
    sides[m] -= cut;
    slopes[m] += length_slopes(lower_[m], cut, y[m], smoothing);
  }
  if (count == 1) {
    gradient[0] = slopes[0].sum();
    return sides[0].sum();
  }
  const Eigen::ArrayXd first_two = sides[0] * sides[1];
  if (count == 2) {
    gradient[0] = (slopes[0] * sides[1]).sum();
    gradient[1] = (sides[0] * slopes[1]).sum();
    return first_two.sum();
  }
  gradient[0] = (slopes[0] * sides[1] * sides[2]).sum();
  gradient[1] = (sides[0] * slopes[1] * sides[2]).sum();
  gradient[2] = (first_two * slopes[2]).sum();
  return (first_two * sides[2]).sum();
}

std::vector<Eigen::Index> non_dominated_rows(const Eigen::MatrixXd& points) {
  std::vector<Eigen::Index> rows;
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    bool beaten = false;
    for (Eigen::Index j = 0; j < points.rows() && !beaten; ++j) {
      beaten = dominates(points, j, i) || (j < i && points.row(j) == points.row(i));
    }
    if (!beaten) rows.push_back(i);
  }
  return rows;
}

}  // namespace servesweep::sweep
