#include "sweep/sensitivity/point_runs.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "engine/base/problem.h"
#include "sweep/run/direct_runs.h"

namespace servesweep::sweep {
namespace {

// Points that are simulated together: few at first, so that progress soon tells how long it takes;
// then as many as memory holds without notice.
constexpr std::size_t kFirstPoints = 32;
constexpr std::size_t kMorePoints = 2048;

std::optional<engine::Scenario> scenario_of(const Study& study, std::size_t strategy,
                                            const Point& point) {
  try {
    return study.scenario_at(strategy, point);
  } catch (const engine::Problem&) {
    return std::nullopt;  // parameters that each are in range, and together no scenario
  }
}

}  // namespace

PointRuns::PointRuns(const Study& study, PointQuestion question)
    : study_(study),
      question_(std::move(question)),
      space_(study.strategies()[question_.strategy].space()),
      workloads_{study.workloads()[question_.workload]} {}

PointRuns::Distinct PointRuns::distinct(const UnitPoints& points) const {
  Distinct result;
  std::map<std::string, std::optional<std::size_t>> known;  // none: refused
  for (Eigen::Index row = 0; row < points.rows(); ++row) {
    const UnitPoint position = to_unit_point(points.row(row));
    const Point point = space_.decode(space_.snap(position));
    const auto [found, is_new] = known.emplace(point.json(), std::nullopt);
    if (is_new && space_.allows(position)) {
      if (auto scenario = scenario_of(study_, question_.strategy, point)) {
        found->second = result.scenarios.size();
        result.scenarios.push_back(std::move(*scenario));
        result.rows.emplace_back();
      }
    }
    if (found->second) result.rows[*found->second].push_back(row);
  }
  return result;
}

std::vector<Responses> PointRuns::simulate(const Distinct& distinct, Eigen::Index points,
                                           const Progress& progress) {
  const std::size_t count = distinct.scenarios.size(), seeds = question_.seeds.size();
  std::vector<Responses> responses(
      question_.metrics.size(),
      Responses::Constant(points, static_cast<Eigen::Index>(seeds), std::nan("")));
  std::vector<std::string> names;
  const std::vector<Metric> metrics = study_.metrics();
  for (const std::size_t metric : question_.metrics) names.push_back(metrics[metric].column.name);
  for (std::size_t begin = 0, end = 0; begin < count; begin = end) {
    end = std::min(count, begin + (begin == 0 ? kFirstPoints : kMorePoints));
    const auto first = distinct.scenarios.begin();
    DirectRuns direct({first + static_cast<std::ptrdiff_t>(begin),  //
                       first + static_cast<std::ptrdiff_t>(end)},
                      workloads_, question_.threads);
    direct.measure(names);
    std::vector<DirectRun> runs;
    for (std::size_t point = 0; point < end - begin; ++point) {
      for (const std::uint64_t seed : question_.seeds) runs.push_back({point, 0, seed});
    }
    direct.look_at(runs, false, [&](std::size_t run, const engine::Summary& summary, auto) {
      const std::vector<double> values = metric_values(summary, study_.classes());
      for (const Eigen::Index row : distinct.rows[begin + run / seeds]) {
        for (std::size_t m = 0; m < responses.size(); ++m) {
          responses[m](row, static_cast<Eigen::Index>(run % seeds)) = values[question_.metrics[m]];
        }
      }
    });
    simulations_ += runs.size();
    if (progress) progress(end * seeds, count * seeds);
  }
  return responses;
}

std::vector<Responses> PointRuns::at(const UnitPoints& points, const Progress& progress) {
  return simulate(distinct(points), points.rows(), progress);
}

std::vector<Responses> PointRuns::of_baseline() {
  const Point point = study_.strategies().front().space().default_point();
  return simulate({.scenarios = {study_.scenario_at(0, point)}, .rows = {{0}}}, 1, {});
}

}  // namespace servesweep::sweep
