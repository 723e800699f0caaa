#include "sweep/sensitivity/point_runs.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "engine/base/problem.h"
#include "sweep/run/direct_runs.h"

namespace servesweep::sweep {
namespace {

// Points that are simulated together: few at first, so that progress can soon tell how long it
// takes; then as many as memory holds without notice.
constexpr std::size_t kFirstPoints = 32;
constexpr std::size_t kMorePoints = 2048;

}  // namespace

PointRuns::PointRuns(const Study& study, PointQuestion question)
    : study_(study),
      question_(std::move(question)),
      space_(study.strategies()[question_.strategy].space()) {
  for (const std::size_t one : question_.workloads) workloads_.push_back(study.workloads()[one]);
}

std::vector<std::vector<Responses>> PointRuns::nothing(Eigen::Index points) const {
  const Responses missing =
      Responses::Constant(points, static_cast<Eigen::Index>(question_.seeds.size()), std::nan(""));
  return {workloads_.size(), {question_.metrics.size(), missing}};
}

PointRuns::Distinct PointRuns::distinct(const UnitPoints& points) {
  Distinct result;
  std::map<std::string, std::size_t> known;
  for (Eigen::Index row = 0; row < points.rows(); ++row) {
    const UnitPoint position = to_unit_point(points.row(row));
    const Point point = space_.decode(space_.snap(position));
    const auto [found, is_new] = known.emplace(point.json(), result.scenarios.size());
    if (is_new) {
      try {
        if (!space_.allows(position)) throw engine::Problem("point", "refused", "", "");
        result.scenarios.push_back(study_.scenario_at(question_.strategy, point));
        result.rows.emplace_back();
      } catch (const engine::Problem&) {
        found->second = SIZE_MAX;
      }
    }
    if (found->second == SIZE_MAX) {
      ++refused_;
    } else {
      result.rows[found->second].push_back(row);
    }
  }
  return result;
}

void PointRuns::simulate(const Distinct& distinct, std::vector<std::vector<Responses>>& responses,
                         const Progress& progress) {
  const std::size_t count = distinct.scenarios.size();
  const std::size_t runs_per_point = workloads_.size() * question_.seeds.size();
  for (std::size_t begin = 0, end = 0; begin < count; begin = end) {
    end = std::min(count, begin + (begin == 0 ? kFirstPoints : kMorePoints));
    const auto at = distinct.scenarios.begin();
    DirectRuns direct(
        {at + static_cast<std::ptrdiff_t>(begin), at + static_cast<std::ptrdiff_t>(end)},
        workloads_, question_.threads);
    std::vector<DirectRun> runs;
    for (std::size_t point = begin; point < end; ++point) {
      for (std::size_t w = 0; w < workloads_.size(); ++w) {
        for (const std::uint64_t seed : question_.seeds) runs.push_back({point - begin, w, seed});
      }
    }
    direct.look_at(runs, false, [&](std::size_t run, const engine::Summary& summary, auto) {
      const std::vector<double> values = metric_values(summary, study_.classes());
      const auto seed = static_cast<Eigen::Index>(run % question_.seeds.size());
      for (const Eigen::Index row : distinct.rows[begin + run / runs_per_point]) {
        for (std::size_t m = 0; m < question_.metrics.size(); ++m) {
          responses[runs[run].workload][m](row, seed) = values[question_.metrics[m]];
        }
      }
    });
    simulations_ += runs.size();
    if (progress) progress(end * runs_per_point, count * runs_per_point);
  }
}

std::vector<std::vector<Responses>> PointRuns::at(const UnitPoints& points,
                                                  const Progress& progress) {
  std::vector<std::vector<Responses>> responses = nothing(points.rows());
  simulate(distinct(points), responses, progress);
  return responses;
}

std::vector<std::vector<Responses>> PointRuns::of_baseline() {
  std::vector<std::vector<Responses>> responses = nothing(1);
  const Point point = study_.strategies().front().space().default_point();
  simulate({.scenarios = {study_.scenario_at(0, point)}, .rows = {{0}}}, responses, {});
  return responses;
}

}  // namespace servesweep::sweep
