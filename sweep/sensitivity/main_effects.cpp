#include "sweep/sensitivity/main_effects.h"

#include <Eigen/QR>
#include <cmath>

namespace servesweep::sweep {

MainEffects::MainEffects(const std::vector<Factor>& factors,
                         const std::vector<FactorLevels>& levels, const SearchSpace& space,
                         const SaltelliDesign& design)
    : points_per_row_(design.points_per_row()) {
  for (std::size_t i = 0; i < factors.size(); ++i) {
    if (levels[i].empty()) continue;
    Curve curve{.factor = static_cast<Eigen::Index>(i),
                .levels = static_cast<Eigen::Index>(levels[i].positions.size()),
                .pairs = std::vector<Pair>(static_cast<std::size_t>(design.rows()))};
    const Eigen::Index coordinate = factors[i].first;
    for (Eigen::Index row = 0; row < design.rows(); ++row) {
      const Eigen::Index a = row * points_per_row_, moved = a + 2 + curve.factor;
      const UnitPoint here = to_unit_point(design.points().row(a));
      if (!space.active(here)[static_cast<std::size_t>(coordinate)]) continue;
      const auto level = [&](Eigen::Index point) {
        return static_cast<Eigen::Index>(levels[i].nearest(design.points()(point, coordinate)));
      };
      curve.pairs[static_cast<std::size_t>(row)] = {level(a), level(moved)};
    }
    curves_.push_back(std::move(curve));
  }
}

Eigen::Index MainEffects::size() const {
  Eigen::Index size = 0;
  for (const Curve& curve : curves_) size += curve.levels;
  return size;
}

Eigen::VectorXd MainEffects::curve(const Curve& curve, const Eigen::VectorXd& values,
                                   const std::vector<Eigen::Index>& rows) const {
  Eigen::MatrixXd normal = Eigen::MatrixXd::Zero(curve.levels, curve.levels);
  Eigen::VectorXd right = Eigen::VectorXd::Zero(curve.levels), counts = right;
  double sum = 0;
  for (const Eigen::Index row : rows) {
    const auto [from, to] = curve.pairs[static_cast<std::size_t>(row)];
    if (from < 0) continue;
    const Eigen::Index a = row * points_per_row_, moved = a + 2 + curve.factor;
    sum += values[a] + values[moved];
    counts[from] += 1;
    counts[to] += 1;
    if (from == to) continue;
    normal(from, from) += 1;
    normal(to, to) += 1;
    normal(from, to) -= 1;
    normal(to, from) -= 1;
    right[to] += values[moved] - values[a];
    right[from] -= values[moved] - values[a];
  }
  // Of all solutions, which differ by a constant, the shortest; then the constant.
  Eigen::VectorXd means = normal.completeOrthogonalDecomposition().solve(right);
  means.array() += (sum - means.dot(counts)) / counts.sum();
  return (counts.array() > 0).select(means, std::nan(""));
}

Eigen::VectorXd MainEffects::means(const Eigen::VectorXd& values,
                                   const std::vector<Eigen::Index>& rows) const {
  Eigen::VectorXd all(size());
  Eigen::Index next = 0;
  for (const Curve& one : curves_) {
    all.segment(next, one.levels) = curve(one, values, rows);
    next += one.levels;
  }
  return all;
}

}  // namespace servesweep::sweep
