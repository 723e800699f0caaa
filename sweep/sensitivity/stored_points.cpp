#include "sweep/sensitivity/stored_points.h"

#include <fmt/format.h>

#include <cmath>
#include <map>

#include "engine/base/problem.h"

namespace servesweep::sweep {
namespace {

/// Rows of the index of each point of a strategy, by seed; SIZE_MAX where a run is not done.
using RowsByPoint = std::map<std::size_t, std::vector<std::size_t>>;

RowsByPoint rows_by_point(const Plan& plan, const io::StudyIndex& index, std::size_t strategy,
                          const PointQuestion& question) {
  RowsByPoint rows;
  for (std::size_t i = 0; i < plan.runs().size(); ++i) {
    const PlannedRun& run = plan.runs()[i];
    if (run.workload != question.workload || run.replication >= question.seeds.size()) continue;
    if (plan.points()[run.point.index()].strategy != strategy) continue;
    auto& own = rows[run.point.index()];
    own.resize(question.seeds.size(), SIZE_MAX);
    if (index.plan[i].status == io::RunStatus::done) own[run.replication] = i;
  }
  return rows;
}

bool is_complete(const std::vector<std::size_t>& rows) {
  for (const std::size_t row : rows) {
    if (row == SIZE_MAX) return false;
  }
  return true;
}

/// The values of a metric at some rows of the index.
Eigen::RowVectorXd values_at(const io::StudyIndex& index, std::size_t metric,
                             const std::vector<std::size_t>& rows) {
  Eigen::RowVectorXd values(static_cast<Eigen::Index>(rows.size()));
  for (std::size_t seed = 0; seed < rows.size(); ++seed) {
    values[static_cast<Eigen::Index>(seed)] = index.values[metric][rows[seed]];
  }
  return values;
}

std::vector<Responses> tables(std::size_t metrics, std::size_t points, std::size_t seeds) {
  return std::vector<Responses>(
      metrics, Responses(static_cast<Eigen::Index>(points), static_cast<Eigen::Index>(seeds)));
}

}  // namespace

StoredPoints stored_points(const Study& study, const Plan& plan, const io::StudyIndex& index,
                           const PointQuestion& question) {
  const RowsByPoint of_baseline = rows_by_point(plan, index, 0, question);
  if (of_baseline.empty() || !is_complete(of_baseline.begin()->second)) {
    throw engine::Problem(fmt::format("workload {}", study.workloads()[question.workload].name),
                          "its baseline is incomplete", "nothing can be compared with it",
                          "run the study first");
  }
  RowsByPoint rows = rows_by_point(plan, index, question.strategy, question);
  StoredPoints stored;
  stored.incomplete = std::erase_if(rows, [](const auto& one) { return !is_complete(one.second); });
  const SearchSpace space(study.strategies()[question.strategy].space());
  stored.positions.resize(static_cast<Eigen::Index>(rows.size()),
                          static_cast<Eigen::Index>(space.dimensions().size()));
  stored.responses = tables(question.metrics.size(), rows.size(), question.seeds.size());
  stored.baseline = tables(question.metrics.size(), 1, question.seeds.size());
  Eigen::Index next = 0;
  for (const auto& [point, own] : rows) {
    stored.positions.row(next) = to_row(space.encode(plan.points()[point].point));
    for (std::size_t m = 0; m < question.metrics.size(); ++m) {
      stored.responses[m].row(next) = values_at(index, question.metrics[m], own);
    }
    ++next;
  }
  for (std::size_t m = 0; m < question.metrics.size(); ++m) {
    stored.baseline[m].row(0) = values_at(index, question.metrics[m], of_baseline.begin()->second);
  }
  return stored;
}

}  // namespace servesweep::sweep
