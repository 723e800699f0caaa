#include "sweep/search/box_decomposition.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "engine/base/contract.h"

namespace servesweep::sweep {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double smooth_positive(double t, double smoothing) {
  if (t == kInfinity) return t;
  const double root = std::sqrt(t * t + 4 * smoothing * smoothing);
  // The same number in two forms, each without cancellation on its side.
  if (t >= 0) return 0.5 * (t + root);
  return smoothing == 0 ? 0 : 2 * smoothing * smoothing / (root - t);
}

double smooth_positive_slope(double t, double smoothing) {
  const double root = std::sqrt(t * t + 4 * smoothing * smoothing);
  return root == 0 ? 0 : smooth_positive(t, smoothing) / root;
}

bool dominates(const Eigen::MatrixXd& points, Eigen::Index a, Eigen::Index b) {
  return (points.row(a).array() <= points.row(b).array()).all() &&
         (points.row(a).array() < points.row(b).array()).any();
}

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

}  // namespace

BoxDecomposition::BoxDecomposition(const Eigen::MatrixXd& points, const Eigen::VectorXd& reference)
    : objectives_(reference.size()) {
  SERVESWEEP_EXPECT(objectives_ >= 1 && objectives_ <= 3);
  if (objectives_ == 1) cut_one(points, reference);
  if (objectives_ == 2) cut_two(points, reference);
  if (objectives_ == 3) cut_three(points, reference);
}

void BoxDecomposition::cut_one(const Eigen::MatrixXd& points, const Eigen::VectorXd& reference) {
  const double best = points.rows() == 0 ? reference[0] : points.minCoeff();
  boxes_.push_back({{-kInfinity}, {std::min(best, reference[0])}});
}

void BoxDecomposition::cut_two(const Eigen::MatrixXd& points, const Eigen::VectorXd& reference) {
  // From low second objective to high, strips of the first objective end at the lowest so far.
  double right = reference[0];
  double bottom = -kInfinity;
  for (const Eigen::VectorXd& point : rising(points, reference)) {
    if (point[0] >= right) continue;
    if (point[1] > bottom) boxes_.push_back({{-kInfinity, bottom}, {right, point[1]}});
    bottom = point[1];
    right = point[0];
  }
  boxes_.push_back({{-kInfinity, bottom}, {right, reference[1]}});
}

void BoxDecomposition::cut_three(const Eigen::MatrixXd& points, const Eigen::VectorXd& reference) {
  // Sweep the third objective upwards; a step of the staircase of the first two lives as a box
  // until a point cuts it. Steps go right and down; each ends where the next one begins.
  std::vector<Step> steps{{-kInfinity, reference[1], -kInfinity}};
  std::vector<Step> next;
  const auto end_of = [&](std::size_t i) {
    return i + 1 < steps.size() ? steps[i + 1].x : reference[0];
  };
  const auto close = [&](std::size_t i, double level) {
    if (level > steps[i].since) {
      boxes_.push_back({{steps[i].x, -kInfinity, steps[i].since}, {end_of(i), steps[i].y, level}});
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
}

double BoxDecomposition::improvement(const double* y, double smoothing) const {
  double total = 0;
  for (const Box& box : boxes_) {
    double volume = 1;
    for (Eigen::Index m = 0; m < objectives_; ++m) {
      double side = smooth_positive(box.upper[m] - y[m], smoothing);
      if (box.lower[m] > -kInfinity) side -= smooth_positive(box.lower[m] - y[m], smoothing);
      volume *= side;
    }
    total += volume;
  }
  return total;
}

double BoxDecomposition::improvement(const double* y, double smoothing, double* gradient) const {
  std::fill_n(gradient, objectives_, 0.0);
  double total = 0;
  for (const Box& box : boxes_) {
    std::array<double, 3> side{1, 1, 1}, slope{};
    for (Eigen::Index m = 0; m < objectives_; ++m) {
      const auto i = static_cast<std::size_t>(m);
      side[i] = smooth_positive(box.upper[m] - y[m], smoothing);
      slope[i] = -smooth_positive_slope(box.upper[m] - y[m], smoothing);
      if (box.lower[m] == -kInfinity) continue;
      side[i] -= smooth_positive(box.lower[m] - y[m], smoothing);
      slope[i] += smooth_positive_slope(box.lower[m] - y[m], smoothing);
    }
    total += side[0] * side[1] * side[2];
    gradient[0] += slope[0] * side[1] * side[2];
    if (objectives_ > 1) gradient[1] += side[0] * slope[1] * side[2];
    if (objectives_ > 2) gradient[2] += side[0] * side[1] * slope[2];
  }
  return total;
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
