#include "sweep/search/observed_outputs.h"

#include <algorithm>
#include <cmath>

#include "engine/base/contract.h"
#include "sweep/values/all_finite.h"

namespace servesweep::sweep {
namespace {

void raise(std::vector<double>& worst, const std::vector<double>& values) {
  if (worst.empty()) worst = values;
  for (std::size_t i = 0; i < worst.size(); ++i) worst[i] = std::max(worst[i], values[i]);
}

}  // namespace

void ObservedOutputs::add(const UnitPoint& x, const Observation& observation) {
  Row row{to_row(x), observation};
  row.seen.failed = observation.failed || !all_finite(observation.objectives) ||
                    !all_finite(observation.constraints);
  if (!row.seen.failed) {
    SERVESWEEP_EXPECT(succeeded_ == 0 || observation.objectives.size() == objectives_);
    SERVESWEEP_EXPECT(succeeded_ == 0 || observation.constraints.size() == constraints_);
    objectives_ = observation.objectives.size();
    constraints_ = observation.constraints.size();
    raise(worst_objectives_, observation.objectives);
    raise(worst_constraints_, observation.constraints);
    ++succeeded_;
  }
  rows_.push_back(std::move(row));
}

double ObservedOutputs::objective_value(const Row& row, std::size_t which) const {
  return row.seen.failed ? worst_objectives_[which] : row.seen.objectives[which];
}

Sightings ObservedOutputs::objective(std::size_t which,
                                     const std::vector<Eigen::Index>& rows) const {
  const auto n = static_cast<Eigen::Index>(rows.size());
  Sightings result{UnitPoints(n, rows_.front().x.size()), Eigen::VectorXd(n),
                   Eigen::VectorXd::Zero(n)};
  for (Eigen::Index i = 0; i < n; ++i) {
    const Row& row = rows_[static_cast<std::size_t>(rows[static_cast<std::size_t>(i)])];
    result.points.row(i) = row.x;
    result.values[i] = objective_value(row, which);
    if (which < row.seen.variances.size() && std::isfinite(row.seen.variances[which])) {
      result.variances[i] = row.seen.variances[which];
    }
  }
  return result;
}

Sightings ObservedOutputs::constraint(std::size_t which,
                                      const std::vector<Eigen::Index>& rows) const {
  Sightings result = objective(0, rows);
  result.variances.setZero();
  for (Eigen::Index i = 0; i < result.values.size(); ++i) {
    const Row& row = rows_[static_cast<std::size_t>(rows[static_cast<std::size_t>(i)])];
    result.values[i] = row.seen.failed ? worst_constraints_[which] : row.seen.constraints[which];
  }
  return result;
}

Eigen::MatrixXd ObservedOutputs::objective_table(const std::vector<Eigen::Index>& rows) const {
  Eigen::MatrixXd table(static_cast<Eigen::Index>(rows.size()),
                        static_cast<Eigen::Index>(objectives_));
  for (Eigen::Index i = 0; i < table.rows(); ++i) {
    const Row& row = rows_[static_cast<std::size_t>(rows[static_cast<std::size_t>(i)])];
    for (Eigen::Index m = 0; m < table.cols(); ++m) {
      table(i, m) = objective_value(row, static_cast<std::size_t>(m));
    }
  }
  return table;
}

std::vector<int> ObservedOutputs::dominated_by() const {
  std::vector<Eigen::Index> all(rows_.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<Eigen::Index>(i);
  const Eigen::MatrixXd table = objective_table(all).transpose();  // a column per row: contiguous
  std::vector<int> count(rows_.size(), 0);
  for (Eigen::Index i = 0; i < table.cols(); ++i) {
    const Observation& seen = rows_[static_cast<std::size_t>(i)].seen;
    const bool feasible = !seen.failed && std::ranges::all_of(seen.constraints, [](double value) {
      return value <= 0;
    });
    if (!feasible) count[static_cast<std::size_t>(i)] = static_cast<int>(table.cols());
    for (Eigen::Index j = 0; feasible && j < table.cols(); ++j) {
      count[static_cast<std::size_t>(i)] += (table.col(j).array() < table.col(i).array()).all();
    }
  }
  return count;
}

std::vector<Eigen::Index> ObservedOutputs::active(Eigen::Index limit) const {
  std::vector<Eigen::Index> order(rows_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<Eigen::Index>(i);
  if (size() <= limit) return order;
  const std::vector<int> beaten = dominated_by();
  std::ranges::stable_sort(
      order, {}, [&beaten](Eigen::Index row) { return beaten[static_cast<std::size_t>(row)]; });
  const auto half = static_cast<std::size_t>(limit / 2);
  const std::size_t others = static_cast<std::size_t>(limit) - half;
  std::vector<Eigen::Index> rows(order.begin(), order.begin() + limit / 2);
  std::vector<Eigen::Index> rest(order.begin() + limit / 2, order.end());
  std::ranges::sort(rest);
  for (std::size_t i = 0; i < others; ++i) rows.push_back(rest[i * rest.size() / others]);
  std::ranges::sort(rows);
  return rows;
}

}  // namespace servesweep::sweep
